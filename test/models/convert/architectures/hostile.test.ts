import { expect, test } from 'vitest';
import { TriMixError } from '../../../../src/engine/errors.ts';
import { parseConfig } from '../../../../src/models/convert/architectures/readDescription.ts';
import {
  tensorNames,
  type DecoderDescription,
} from '../../../../src/models/convert/decoder/decoderDescription.ts';
import { chance, spoil } from '../../support/hostile.ts';
import { published } from './published.ts';

/** What must hold of every configuration that is let through. */
function expectSound(description: DecoderDescription): void {
  const { layers, headSize, attentionHeads, keyValueHeads, contextLength } = description;
  const sizes = [
    description.vocabularySize,
    description.hiddenSize,
    description.feedForwardSize,
    headSize,
    attentionHeads,
    keyValueHeads,
    contextLength,
    layers.length,
  ];
  expect(sizes.every((size) => Number.isSafeInteger(size) && size > 0)).toBe(true);
  expect(attentionHeads % keyValueHeads).toBe(0);
  expect(headSize % 8).toBe(0);
  expect(contextLength * headSize).toBeLessThanOrEqual(2 ** 29);
  for (const { rotaryFrequencies, rotaryScale, slidingWindow } of layers) {
    expect(Number.isFinite(rotaryScale) && rotaryScale > 0).toBe(true);
    expect(rotaryFrequencies).toHaveLength(headSize / 2);
    expect(rotaryFrequencies.every((frequency) => Number.isFinite(frequency) && frequency >= 0)).toBe(true);
    expect(slidingWindow === null || (Number.isSafeInteger(slidingWindow) && slidingWindow > 0)).toBe(true);
  }
  const scales = [description.attentionScale, description.embeddingScale, description.normEpsilon];
  expect(scales.every((scale) => Number.isFinite(scale) && scale > 0)).toBe(true);
  expect(description.endOfTextIds.every((id) => Number.isSafeInteger(id) && id >= 0)).toBe(true);
  expect(tensorNames(description).size).toBeGreaterThan(layers.length);
}

test('10 000 hostile configurations are taken only when they make sense, and refused by their key otherwise', () => {
  const dice = chance(20_260_102);
  const configs = Object.values(published);
  let [taken, refused] = [0, 0];
  for (let round = 0; taken + refused < 10_000; round++) {
    const config: { model_type: string } = structuredClone(dice.of(configs));
    for (let i = dice.below(3); i >= 0; i--) spoil(config, dice);
    if (typeof config.model_type !== 'string') continue;
    try {
      expectSound(parseConfig('checkpoint', config)(() => dice.below(2) === 0));
      taken++;
    } catch (error) {
      if (!(error instanceof TriMixError))
        throw new Error(`round ${round}: ${JSON.stringify(config)}`, { cause: error });
      expect(error.code).toBe('checkpoint-unsupported');
      expect(error.message.length).toBeLessThan(7000);
      refused++;
    }
  }
  console.log(`${taken} taken, ${refused} refused`);
  expect(taken).toBeGreaterThan(1000);
  expect(refused).toBeGreaterThan(1000);
});
