import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { completesLoop } from '../../../src/engine/decoding/repetitionGuard.ts';
import { circlesSomewhere, turnsInCircle, withoutCircle } from '../../../src/engine/text/circles.ts';
import { graphemeClusters, isClusterBoundary } from '../../../src/engine/text/graphemes.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { loadTokenizer } from '../../../src/engine/tokenizer/huggingFaceTokenizer.ts';
import type { Tokenizer } from '../../../src/engine/tokenizer/tokenizer.ts';
import { demoDirectory } from '../demo.ts';
import { realTexts } from '../realTexts.ts';

const outputs = z
  .array(
    z.object({ language: z.enum(languageTags), task: z.string(), loopGuard: z.boolean(), text: z.string() }),
  )
  .parse(
    JSON.parse(readFileSync(new URL('../../fixtures/degenerate/outputs.json', import.meta.url), 'utf8')),
  );

/** Repetition that writers mean. */
const lawful: readonly (readonly [string, string])[] = [
  ['bo: the mantra of Avalokiteśvara, six times', 'ༀ་མ་ཎི་པདྨེ་ཧཱུྃ། '.repeat(6)],
  ['bo: taking refuge', 'བླ་མ་ལ་སྐྱབས་སུ་མཆིའོ། སངས་རྒྱས་ལ་སྐྱབས་སུ་མཆིའོ། ཆོས་ལ་སྐྱབས་སུ་མཆིའོ། དགེ་འདུན་ལ་སྐྱབས་སུ་མཆིའོ།'],
  ['bo: reduplication', 'ཡང་ཡང་སྐྱིད་སྐྱིད་དགའ་དགའ་སྤྲོ་སྤྲོ་བྱས་ནས་ཡང་ཡང་ལྷོད་ལྷོད་ལ་ཕྱིན།'],
  ['bo: counting', 'གཅིག་དང་གཉིས་དང་གསུམ་དང་བཞི་དང་ལྔ་དང་དྲུག་དང་བདུན་དང་བརྒྱད་དང་དགུ་དང་བཅུ།'],
  ['kk-Cyrl: emphasis', 'Ура, ура, ура! Бара-бара, жүре-жүре, айта-айта шаршадық. Ха-ха-ха!'],
  [
    'kk-Cyrl: a refrain',
    'Елім-ай, елім-ай, қайран елім! Елім-ай, елім-ай, қайран жерім! Елім-ай, елім-ай, қайран күнім!',
  ],
  ['kk-Arab: emphasis', 'بارا-بارا، جۇرە-جۇرە، ايتا-ايتا شارشادىق. ۋرا، ۋرا، ۋرا!'],
  ['ug: reduplication', 'ئاستا-ئاستا، قايتا-قايتا، پات-پات كېلىدۇ. ياق، ياق، ياق!'],
  [
    'mn-Cyrl: reduplication',
    'Алхам алхмаар, дахин дахин, аажим аажмаар, нэг нэгээр, өдөр өдрөөр. Хурай, хурай, хурай!',
  ],
  ['mn-Mong: reduplication', 'ᠲᠠᠬᠢᠨ ᠲᠠᠬᠢᠨ ᠶᠡᠬᠡ ᠶᠡᠬᠡ ᠥᠳᠦᠷ ᠥᠳᠦᠷ ᠬᠤᠷᠠᠢ ᠬᠤᠷᠠᠢ ᠬᠤᠷᠠᠢ ᠃'],
  ['any: a list of numbers', Array.from({ length: 60 }, (_, index) => index + 1).join(', ')],
  ['any: a table of contents', 'Кіріспе ........ 3\nБірінші бөлім ........ 12\nЕкінші бөлім ........ 45\n'],
];

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer(demoDirectory);
});

/** Whether a text, had it been generated, would have met the guard against equal runs of tokens. */
function loops(text: string): boolean {
  const ids = tokenizer.encode(text);
  return ids.some((id, index) => completesLoop(ids.slice(Math.max(0, index - 200), index), id));
}

/** The beginning of a text at which it would have been stopped, or null. */
function stoppedAt(text: string): string | null {
  let read = '';
  for (const cluster of graphemeClusters(text)) {
    read += cluster;
    if (turnsInCircle(read)) return read;
  }
  return null;
}

describe.each(outputs)('a degenerate output in $language ($task, guarded: $loopGuard)', ({ text }) => {
  const stopped = stoppedAt(text);

  it('is stopped', () => {
    expect(stopped !== null || loops(text), text).toBe(true);
  });

  it('is cut where it begins to repeat itself', () => {
    const end = stopped ?? text;
    const kept = withoutCircle(end);
    expect(end.startsWith(kept)).toBe(true);
    expect(isClusterBoundary(text, kept.length)).toBe(true);
    expect(kept.length).toBeLessThan(end.length);
    expect(turnsInCircle(kept)).toBe(false);
    expect(withoutCircle(kept).length).toBeGreaterThan(0);
  });
});

it('most degenerate outputs are known as such without counting tokens', () => {
  const known = outputs.filter(({ text }) => stoppedAt(text) !== null).length;
  process.stdout.write(`circles: ${known} of ${outputs.length} degenerate outputs\n`);
  expect(known / outputs.length).toBeGreaterThan(0.95);
});

describe.each(languageTags)('real text in %s', (tag) => {
  it('is never stopped', () => {
    for (const text of realTexts[tag]) {
      expect(circlesSomewhere(text), text).toBe(false);
      expect(loops(text), text).toBe(false);
    }
    expect(realTexts[tag].length).toBeGreaterThan(80);
  });
});

it.each(lawful)('%s is never stopped', (_, text) => {
  expect(stoppedAt(text)).toBeNull();
  if (!text.startsWith('ༀ')) expect(loops(text)).toBe(false);
});

it('an invocation may be said three times, and as often as its writer says it', () => {
  const mantra = 'ༀ་མ་ཎི་པདྨེ་ཧཱུྃ། ';
  expect(loops(mantra.repeat(3))).toBe(false);
  expect(loops(mantra.repeat(5))).toBe(true);
  expect(turnsInCircle(mantra.repeat(8))).toBe(true);
});

it.each([
  ['letters', 'мантиййййййййййййй', 'манти'],
  ['zeros', '1000000000000', '1'],
  ['words', 'ол келді, бірге дейін, бірге дейін, бірге дейін', 'ол келді, бірге дейін, '],
  ['syllables', 'ང་ཡིན། རེད་རེད། རེད་རེད། རེད་རེད། རེད་རེད། རེད་རེད། རེད་རེད། རེད་རེད།', 'ང་ཡིན། རེད་'],
  ['an unfinished copy', 'бір екі үш бір екі үш бір екі ү', 'бір екі үш '],
  ['nothing', 'бір екі үш', 'бір екі үш'],
  ['a word said twice', 'баяу баяу', 'баяу баяу'],
])('what is left of %s', (_, text, left) => {
  expect(withoutCircle(text)).toBe(left);
});
