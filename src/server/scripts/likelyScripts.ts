import { scriptTargets, type ScriptPair, type ScriptTag } from '../../engine/scripts/scriptTag.ts';
import { detectLanguage } from '../../engine/text/detect.ts';

/** The detector's part of a text (UTF-16 units): more adds no certainty. */
const sample = 4_000;

/**
 * How a text can be written in another script of its language, the likeliest first. Uyghur in Cyrillic and what is in
 * Latin script are not told by the detector: there every language that the text may be in is offered.
 *
 * @param prose without code and addresses, which are nearly always in Latin script
 */
export function likelyScripts(prose: string): readonly ScriptPair[] {
  return likelySources(prose.slice(0, sample)).flatMap((from) =>
    scriptTargets(from).map((to) => ({ from, to })),
  );
}

function likelySources(prose: string): readonly ScriptTag[] {
  const { language, script } = detectLanguage(prose);
  if (script === 'Latn') return ['ug-Latn', 'kk-Latn', 'bo-Latn'];
  switch (language) {
    case 'bo':
      return ['bo-Tibt'];
    case 'ug':
      return ['ug-Arab'];
    case 'kk-Arab':
      return ['kk-Arab'];
    case 'kk-Cyrl':
      return ['kk-Cyrl', 'ug-Cyrl'];
    default:
      return script === 'Cyrl' && language === 'other' ? ['ug-Cyrl', 'kk-Cyrl'] : [];
  }
}
