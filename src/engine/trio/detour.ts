import type { LanguageTag, TranslationTag } from '../text/languages.ts';
import type { TrioInfo } from './trioInfo.ts';

/**
 * A language that a trio writes in another of its scripts. All published models for Kazakh were trained on Arabic script
 * (corpus MC²): Cyrillic Kazakh can go through them by conversion.
 */
export interface Detour {
  readonly asked: LanguageTag;
  /** The language whose model reads and writes. */
  readonly model: LanguageTag;
}

/** The pairs there are: a conversion has to give text that is worth reading. */
export const detours: readonly Detour[] = [{ asked: 'kk-Cyrl', model: 'kk-Arab' }];

/** The languages that a trio writes only by way of another. */
export function detoursOf({ languages }: Pick<TrioInfo, 'languages'>): readonly Detour[] {
  return detours.filter(({ asked, model }) => !languages.includes(asked) && languages.includes(model));
}

/** The way around for a language where a trio has no model of its own for it; null where it has, or there is no way. */
export function detourTo(tag: TranslationTag, trio: Pick<TrioInfo, 'languages'>): Detour | null {
  return detoursOf(trio).find(({ asked }) => asked === tag) ?? null;
}

/** The language whose model reads or writes a language: that one itself, but for a {@link Detour}. */
export function modelTag<Tag extends TranslationTag>(
  tag: Tag,
  trio: Pick<TrioInfo, 'languages'>,
): Tag | LanguageTag {
  return detourTo(tag, trio)?.model ?? tag;
}
