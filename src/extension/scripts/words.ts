import type { LossKind, ScriptTag } from '../../protocol/engineTypes.ts';
import type { ConvertScriptResult } from '../../protocol/messages.ts';
import type { Localiser } from '../localiser.ts';

/** A way of writing, in the user's display language. */
export function scriptName(l10n: Localiser, tag: ScriptTag): string {
  const names: Readonly<Record<ScriptTag, string>> = {
    'kk-Cyrl': l10n.t('Kazakh (Cyrillic)'),
    'kk-Arab': l10n.t('Kazakh (Arabic script)'),
    'kk-Latn': l10n.t('Kazakh (Latin)'),
    'ug-Arab': l10n.t('Uyghur (Arabic script)'),
    'ug-Latn': l10n.t('Uyghur (Latin)'),
    'ug-Cyrl': l10n.t('Uyghur (Cyrillic)'),
    'bo-Tibt': l10n.t('Tibetan (Unicode)'),
    'bo-Latn': l10n.t('Tibetan (Wylie)'),
  };
  return names[tag];
}

/** What would not come back by converting back, for the user. */
export interface LossReport {
  readonly summary: string;
  /** The first places where letters would change; empty when it is capitals and code points alone. */
  readonly examples: string;
}

/** Null when everything would come back. */
export function lossReport(l10n: Localiser, results: readonly ConvertScriptResult[]): LossReport | null {
  if (results.every(({ exact }) => exact)) return null;
  const count = (kind: LossKind): number => results.reduce((sum, { losses }) => sum + losses[kind], 0);
  const spelling = count('spelling') + count('foreign');
  const parts = [
    count('case') > 0 ? l10n.t('capitals: {0}', count('case')) : null,
    count('variant') > 0 ? l10n.t('other code points for the same letters: {0}', count('variant')) : null,
    spelling > 0 ? l10n.t('other letters: {0}', spelling) : null,
  ].filter((part) => part !== null);
  const sentences = [
    parts.length > 0
      ? l10n.t('Converted back, some places would differ from now ({0}).', parts.join(', '))
      : null,
    results.every(({ keepsMarkup }) => keepsMarkup)
      ? null
      : l10n.t('Some signs of the result would be read as markup of the document.'),
  ].filter((sentence) => sentence !== null);
  return {
    summary: sentences.join(' '),
    examples: results
      .flatMap(({ examples }) => examples)
      .slice(0, 3)
      .map(({ source, back }) => `${isolate(source)} → ${isolate(back)}`)
      .join(', '),
  };
}

/** Text of either direction that leaves the order of what is around it alone (U+2068, U+2069). */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
