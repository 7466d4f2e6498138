import type { LanguageTag, PivotTag, TranslationTag } from '../../protocol/engineTypes.ts';
import { isPivotTag, languageTags, pivotTags } from '../languages.ts';

/** The languages of one translation. `from` is null when the text's language is not known. */
export interface Direction {
  readonly from: TranslationTag | null;
  readonly to: TranslationTag;
}

/** The targets that were chosen last. */
export interface RememberedTargets {
  /** Into which language the six are translated. */
  readonly pivot: PivotTag;
  /** Into which of the six English and Chinese are translated; null: never chosen yet. */
  readonly ours: LanguageTag | null;
}

export type Target =
  | { readonly kind: 'known'; readonly to: TranslationTag }
  /** The user has to choose. */
  | { readonly kind: 'ask' };

/** The target for a text in the language `from`: the remembered one on the other side. */
export function targetFor(from: TranslationTag, remembered: RememberedTargets): Target {
  if (!isPivotTag(from)) return { kind: 'known', to: remembered.pivot };
  return remembered.ours === null ? { kind: 'ask' } : { kind: 'known', to: remembered.ours };
}

/** Takes a choice into memory. */
export function remember(remembered: RememberedTargets, chosen: TranslationTag): RememberedTargets {
  return isPivotTag(chosen) ? { ...remembered, pivot: chosen } : { ...remembered, ours: chosen };
}

/** Reads what was stored, by whatever version of the extension. */
export function readRemembered(stored: unknown, displayLanguage: string): RememberedTargets {
  const fallback: PivotTag = displayLanguage.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  const record = typeof stored === 'object' && stored !== null ? stored : {};
  const pivot = 'pivot' in record ? record.pivot : undefined;
  const ours = 'ours' in record ? record.ours : undefined;
  return {
    pivot: pivotTags.find((tag) => tag === pivot) ?? fallback,
    ours: languageTags.find((tag) => tag === ours) ?? null,
  };
}

/**
 * What a menu offers as targets.
 *
 * @param from the source, where it is known: it is no target
 * @param spoken the loaded trio's languages; empty when none is loaded
 * @param side `ours`: only the six, for a source that is English or Chinese; `all`: every language
 */
export function targetChoices(
  from: TranslationTag | null,
  spoken: readonly LanguageTag[],
  side: 'ours' | 'all',
): readonly TranslationTag[] {
  const ours = languageTags.filter((tag) => spoken.length === 0 || spoken.includes(tag));
  return [...ours, ...(side === 'all' ? pivotTags : [])].filter((tag) => tag !== from);
}
