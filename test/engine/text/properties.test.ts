import { describe, expect, it } from 'vitest';
import { documentPieces } from '../../../src/engine/markup/documentPieces.ts';
import { markupFormats } from '../../../src/engine/markup/format.ts';
import { sentenceText, withRuns } from '../../../src/engine/markup/rewrite.ts';
import { TextStream } from '../../../src/engine/decoding/textStream.ts';
import { withoutStray } from '../../../src/engine/tasks/astray.ts';
import { textWindow } from '../../../src/engine/tasks/contextWindow.ts';
import { ConvertedStream } from '../../../src/engine/tasks/convertedStream.ts';
import { outOfModelScript } from '../../../src/engine/tasks/neighbourScript.ts';
import { TrimmedStream } from '../../../src/engine/tasks/trimmedStream.ts';
import { ConventionStream } from '../../../src/engine/text/conventions/conventionStream.ts';
import { readConventions } from '../../../src/engine/text/conventions/conventions.ts';
import {
  clusterBoundaryAfter,
  clusterBoundaryBefore,
  graphemeClusters,
  isClusterBoundary,
  splitLastCluster,
} from '../../../src/engine/text/graphemes.ts';
import { worthOffering } from '../../../src/engine/text/joint.ts';
import { languageTags, type LanguageTag } from '../../../src/engine/text/languages.ts';
import { findNaturalEnd } from '../../../src/engine/text/naturalEnd.ts';
import { sentenceEnds } from '../../../src/engine/text/sentences.ts';
import { lastUnitBoundary, nextUnitEnd } from '../../../src/engine/text/units.ts';
import { isWellFormed } from '../../../src/engine/text/wellFormed.ts';
import { restAfter } from '../../../src/server/completion/restAfter.ts';
import { realTexts } from '../realTexts.ts';
import { fragments, randomNumbers, type Fragment } from './fragments.ts';

/**
 * What must hold of every operation on text, over real text in six language-script pairs: it cuts between grapheme
 * clusters only, loses nothing that cannot be seen, and changes nothing that it was not asked to change. Fragments have
 * joiners, selectors and the like put in where they may and may not stand. What a writer takes by units is in
 * acceptance.test.ts, script conversion in scripts/properties.test.ts, made from the same kind of fragments.
 */

/** Six pairs: 36 000 fragments, each through a third of the operations below, in turn: 144 000 cases. */
const fragmentsPerPair = 6_000;
const share = 3;

/** Markup is parsed for some of them only: a parser takes its time. */
const markupEvery = 12;

interface Case extends Fragment {
  readonly tag: LanguageTag;
  readonly random: (below: number) => number;
}

/** What is wrong with a text after an operation; null when nothing is. */
type Operation = (given: Case) => string | null;

/** The texts of a language as one document, and pieces of it: conventions differ from stretch to stretch. */
const documents: Readonly<Record<LanguageTag, string>> = {
  bo: realTexts.bo.join('\n'),
  ug: realTexts.ug.join('\n'),
  'kk-Arab': realTexts['kk-Arab'].join('\n'),
  'kk-Cyrl': realTexts['kk-Cyrl'].join('\n'),
  'mn-Mong': realTexts['mn-Mong'].join('\n'),
  'mn-Cyrl': realTexts['mn-Cyrl'].join('\n'),
};

function boundaries(text: string, cuts: readonly number[]): string | null {
  const wrong = cuts.find((at) => !isClusterBoundary(text, at));
  return wrong === undefined ? null : `a cluster is cut at ${wrong}`;
}

/** Ways to write the same: what conventions may exchange looks alike here, and spaces before signs are not seen. */
function likeness(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u0675-\u0678]/gu, (letter) => `\u0674${'اوۇى'.charAt(letter.charCodeAt(0) - 0x675)}`)
    .replace(/ء/gu, '\u0674')
    .replace(/༌/gu, '་')
    .replace(/༎/gu, '།།')
    .replace(/[«»“”„]/gu, '"')
    .replace(/،/gu, ',')
    .replace(/؛/gu, ';')
    .replace(/؟/gu, '?')
    .replace(/[\u202F\u180E\u00A0 ]/gu, ' ')
    .replace(/ +(?=[,;?!.᠂᠃᠄])/gu, '');
}

/** Spaces and signs may go, and then what already follows. */
function isExplained(taken: string, following: string): boolean {
  const signs = /^[\s\p{P}]*/u.exec(taken)?.[0].length ?? 0;
  for (let at = 0; at <= signs; at++) {
    const said = taken.slice(at);
    if (following.startsWith(said) || following.trimStart().startsWith(said.trim())) return true;
  }
  return false;
}

/** Everything invisible that no convention exchanges. */
const untouchable = /[\u180B-\u180D\u180F\u200B-\u200F\u2060-\u2069\u00AD\uFEFF]/gu;

const operations = {
  'clusters: any place is brought to a boundary beside it': ({ text, random }) => {
    const at = random(text.length + 1);
    const before = clusterBoundaryBefore(text, at);
    const after = clusterBoundaryAfter(text, at);
    if (before > at || after < at) return 'a boundary is on the wrong side';
    if (graphemeClusters(text.slice(before, after)).length > 1) return 'a boundary is too far';
    const { settled, open } = splitLastCluster(text);
    if (settled + open !== text) return 'the last cluster is lost';
    return boundaries(text, [before, after, settled.length]);
  },

  'units: a text is walked to its end': ({ text, tag }) => {
    const cuts: number[] = [];
    for (let at = 0; at < text.length;) {
      const end = nextUnitEnd(text, at, tag);
      if (end <= at) return 'stuck';
      cuts.push(end);
      at = end;
    }
    if (cuts.at(-1) !== text.length) return 'the end is not reached';
    return boundaries(text, [...cuts, lastUnitBoundary(text, tag)]);
  },

  'sentences: their ends ascend to the end of the text': ({ text, tag }) => {
    const line = text.replace(/[\r\n\u2028\u2029]/gu, ' ');
    const ends = sentenceEnds(line, tag);
    if (ends.at(-1) !== line.length) return 'the end is not reached';
    if (ends.some((end, index) => end <= (ends[index - 1] ?? 0))) return 'ends do not ascend';
    return boundaries(line, ends);
  },

  'natural end: a decision stays, whatever follows': ({ text, after, tag, random }) => {
    const shown = text.slice(0, clusterBoundaryBefore(text, random(text.length + 1)));
    for (const kind of ['sentence', 'line'] as const) {
      const early = findNaturalEnd(shown, tag, kind);
      if (early === null) continue;
      if (findNaturalEnd(text + after, tag, kind) !== early) return `the end of a ${kind} moved`;
      if (boundaries(shown, [early]) !== null) return `the end of a ${kind} cuts a cluster`;
    }
    return null;
  },

  'joint: only the end changes, by what follows, a space or a sign': ({ text, after, random }) => {
    const following = random(2) === 0 ? after : text.slice(random(text.length)) + after;
    const whole = following.slice(clusterBoundaryAfter(following, 0));
    const offered = worthOffering(text, whole);
    if (offered === '') return null;
    let kept = 0;
    while (kept < offered.length && offered[kept] === text[kept]) kept++;
    const added = offered.slice(kept);
    if (!['', ' ', '་'].includes(added)) return `${JSON.stringify(added)} was added`;
    const taken = text.slice(kept);
    if (!isExplained(taken, whole)) return `${JSON.stringify(taken)} was taken off`;
    return boundaries(text, [kept]);
  },

  'conventions: only what they are about changes, whole or in pieces': ({ text, before, tag, random }) => {
    const start = random(documents[tag].length);
    const document = documents[tag].slice(start, start + random(600));
    const conventions = readConventions(document, tag, before);
    const written = conventions.apply(text);
    let streamed = '';
    const stream = new ConventionStream(conventions, (piece) => (streamed += piece));
    for (const cluster of graphemeClusters(text)) stream.push(cluster);
    stream.end();
    if (streamed !== written) return `streamed ${JSON.stringify(streamed)}, not ${JSON.stringify(written)}`;
    if ((written.match(untouchable) ?? []).join('') !== (text.match(untouchable) ?? []).join(''))
      return 'an invisible character is lost';
    // Where it goes on, one space or sign may be there already.
    const is = likeness(written).trimStart();
    const was = likeness(text).trimStart();
    if (is !== was && is !== was.slice(1).trimStart() && is !== was.slice(1))
      return `${JSON.stringify(written)} says something else`;
    const offered = before + written;
    return isClusterBoundary(before + text, before.length) && !isClusterBoundary(offered, before.length)
      ? 'it joins the cluster before it'
      : null;
  },

  'conventions: a second time they change nothing': ({ text, tag, random }) => {
    const start = random(documents[tag].length);
    const conventions = readConventions(documents[tag].slice(start, start + 600), tag, '');
    const once = conventions.apply(text);
    return conventions.apply(once) === once ? null : `${JSON.stringify(once)} is changed again`;
  },

  'typing through: what was typed and what is left are the text': ({ text, random }) => {
    const typed = text.slice(0, random(text.length + 1));
    const rest = restAfter(text, typed);
    if (rest.kind === 'half-cluster')
      return isClusterBoundary(text, typed.length) ? 'a boundary is refused' : null;
    if (rest.kind !== 'rest') return `it is ${rest.kind}`;
    return typed + rest.text === text ? boundaries(text, [typed.length]) : 'something is lost';
  },

  'streams: bytes in any pieces give the text': ({ text, random }) => {
    const bytes = new TextEncoder().encode(text);
    const stream = new TextStream();
    let shown = '';
    for (let at = 0; at < bytes.length;) {
      const length = 1 + random(5);
      shown += stream.push(bytes.subarray(at, at + length));
      if (boundaries(text, [shown.length]) !== null) return 'half a cluster was shown';
      at += length;
    }
    shown += stream.end();
    if (shown !== text) return 'something is lost';
    let trimmed = '';
    const trimming = new TrimmedStream((piece) => (trimmed += piece));
    for (const cluster of graphemeClusters(text)) trimming.push(cluster);
    return trimmed === text.trim() ? null : 'trimming loses something';
  },

  'windows: the end of a text, between clusters': ({ before, text, random }) => {
    const whole = before + text;
    const window = textWindow(whole, 1 + random(80));
    if (!whole.endsWith(window)) return 'the window is no end of the text';
    return boundaries(whole, [whole.length - window.length]);
  },

  'strays: what is kept is a beginning, between clusters': ({ text, tag, random }) => {
    const looped = text + (random(2) === 0 ? '' : text.repeat(1 + random(4)));
    for (const stop of ['script', 'repetition', 'max-tokens'] as const) {
      const kept = withoutStray(looped, stop, tag);
      if (!looped.startsWith(kept)) return 'what is kept is no beginning';
      if (stop === 'max-tokens' && kept !== looped) return 'something was taken without reason';
      if (boundaries(looped, [kept.length]) !== null) return 'a cluster is cut';
    }
    return null;
  },

  'well-formed: half a character is known, a whole one never refused': ({ text, random }) => {
    const at = random(text.length + 1);
    const isInsidePair = (text.codePointAt(at - 1) ?? 0) > 0xffff;
    if (!isWellFormed(text)) return 'real text is refused';
    return isWellFormed(text.slice(0, at)) === !isInsidePair ? null : 'half a character is overlooked';
  },
} as const satisfies Readonly<Record<string, Operation>>;

describe.each(languageTags)('any real text in %s', (tag) => {
  it('goes through the operations unharmed', { timeout: 300_000 }, () => {
    let count = 0;
    const random = randomNumbers(20_261_129);
    for (const fragment of fragments(tag, fragmentsPerPair, 20_261_129)) {
      for (const [index, [name, operation]] of Object.entries(operations).entries()) {
        // By threes: what is put in goes by the same count.
        if ((index + Math.floor(count / 3)) % share !== 0) continue;
        const flaw = operation({ ...fragment, tag, random });
        if (flaw !== null) expect.fail(`${name}: ${flaw}\n${JSON.stringify(fragment)}`);
      }
      count++;
    }
    expect(count).toBe(fragmentsPerPair);
  });

  it('is cut into the sentences of a document and put together again', { timeout: 300_000 }, () => {
    const signs = [
      '**',
      '*',
      '`',
      '[a](b)',
      '\\emph{',
      '}',
      '<b>',
      '</b>',
      '$x$',
      '&amp;',
      '# ',
      '> ',
      '{n}',
    ];
    const random = randomNumbers(20_261_130);
    for (const { text } of fragments(tag, fragmentsPerPair / markupEvery, 20_261_130)) {
      const clusters = graphemeClusters(text);
      clusters.splice(random(clusters.length + 1), 0, signs[random(signs.length)]!);
      clusters.splice(random(clusters.length + 1), 0, signs[random(signs.length)]!);
      const marked = clusters.join('');
      for (const format of markupFormats) {
        const pieces = documentPieces(marked, format, tag);
        const whole = pieces.map((piece) =>
          piece.kind === 'kept' ? piece.text : sentenceText(piece.sentence),
        );
        expect(whole.join('')).toBe(marked);
        for (const piece of pieces) {
          if (piece.kind === 'kept') continue;
          const { sentence } = piece;
          const untouched = sentence.stretches.map(() => null);
          const kept = withRuns(sentence, untouched, { format, language: tag });
          for (const { text: element } of sentence.elements) expect(kept).toContain(element);
        }
      }
    }
  });
});

describe('Cyrillic Kazakh out of Arabic script', () => {
  it('streams what it gives whole', () => {
    for (const { text } of fragments('kk-Arab', 2_000, 20_261_131)) {
      let streamed = '';
      const stream = new ConvertedStream(
        (received) => outOfModelScript(received, true),
        (piece) => (streamed += piece),
      );
      for (const cluster of graphemeClusters(text)) stream.push(cluster);
      const whole = outOfModelScript(text, true);
      expect(whole.startsWith(streamed), JSON.stringify(text)).toBe(true);
      const seen = (from: string): string => (from.match(untouchable) ?? []).join('');
      expect(seen(whole)).toBe(seen(text));
    }
  });
});
