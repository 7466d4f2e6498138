import { describe, expect, it } from 'vitest';
import { answers, Confusion } from './confusion.ts';
import { heldOutFragments, heldOutSentences, type HeldOutText } from './heldOut.ts';

/** Least share of right answers, per language and script. */
const sentenceBar = 0.99;
const fragmentBar = 0.97;

/** The same for one source alone: keywords of emoji, a few words without a sentence, are harder than the rest. */
const sourceBars = { sentences: 0.98, fragments: 0.955 } as const;

const sentences = heldOutSentences();
const { fragments, undecidable } = heldOutFragments();

describe('detection of held-out text', () => {
  it('has enough to measure', () => {
    expect(sentences.length).toBeGreaterThan(2000);
    for (const truth of answers)
      expect(sentences.filter((text) => text.truth === truth).length, truth).toBeGreaterThanOrEqual(290);
  });

  it('is right on sentences', () => {
    const confusion = new Confusion(sentences);
    console.log(`Sentences (${sentences.length}): rows are truth, columns answers\n${confusion.toString()}`);
    for (const truth of answers)
      expect(confusion.recall(truth, truth), truth).toBeGreaterThanOrEqual(sentenceBar);
  });

  it('is right on fragments of 12 clusters', () => {
    const confusion = new Confusion(fragments);
    console.log(
      `Fragments (${fragments.length}): rows are truth, columns answers\n${confusion.toString()}\n` +
        `Left out, as they stand letter for letter in another row's text: ` +
        [...undecidable].map(([truth, count]) => `${truth} ${count}`).join(', '),
    );
    for (const truth of answers)
      expect(confusion.recall(truth, truth), truth).toBeGreaterThanOrEqual(fragmentBar);
  });

  it('leaves few fragments out as undecidable', () => {
    for (const truth of answers) {
      const taken = fragments.filter((text) => text.truth === truth).length;
      expect((undecidable.get(truth) ?? 0) / taken, truth).toBeLessThan(0.05);
    }
  });

  it('is right on text of people’s own, not only on the demo’s converted or synthetic text', () => {
    for (const [truth, variety] of [
      ['ug', 'ug, interface'],
      ['kk-Arab', 'kk-Arab, interface'],
      ['kk-Cyrl', 'kk-Cyrl, interface'],
      ['mn-Cyrl', 'mn-Cyrl, interface'],
    ] as const) {
      const own = (text: HeldOutText) => text.variety === variety;
      const inSentences = new Confusion(sentences.filter(own)).recall(truth, truth);
      const inFragments = new Confusion(fragments.filter(own)).recall(truth, truth);
      console.log(`${variety}: ${percent(inSentences)} of sentences, ${percent(inFragments)} of fragments`);
      expect(inSentences, variety).toBeGreaterThanOrEqual(sourceBars.sentences);
      expect(inFragments, variety).toBeGreaterThanOrEqual(sourceBars.fragments);
    }
  });

  it('says how each language that is none of these fares', () => {
    const others = fragments.filter(({ truth }) => truth === 'other');
    const confusion = new Confusion(others, ({ variety }) => variety);
    const varieties = [...new Set(others.map(({ variety }) => variety))];
    const recall = (variety: string) => confusion.recall(variety, 'other');
    console.log(
      `Fragments of other languages: ${varieties
        .map((variety) => `${variety} ${percent(recall(variety))} of ${confusion.total(variety)}`)
        .join(', ')}`,
    );
    for (const variety of varieties) expect(recall(variety), variety).toBeGreaterThan(0.5);
  });
});

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
