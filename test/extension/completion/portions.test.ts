import { describe, expect, it } from 'vitest';
import { firstPortion, type Portion } from '../../../src/extension/completion/portions.ts';
import { follow, restAt, type Offer } from '../../../src/extension/completion/typeThrough.ts';
import { languageTags } from '../../../src/extension/languages.ts';
import { samples } from '../../engine/text/samples.ts';

const document = 'file:///text.md';

describe.each(languageTags)('taking an offer bit by bit: %s', (tag) => {
  it.each<Portion>(['unit', 'sentence', 'line'])(
    '%s after %s, the rest of it stays offered to the end',
    (portion) => {
      for (const text of samples[tag]) {
        const before = samples[tag][0];
        let offer: Offer | null = { document, offset: before.length, text, typed: 0 };
        let written = before;
        while (written.length < before.length + text.length) {
          const rest = restAt(offer, document, written.length);
          if (rest.kind !== 'rest') throw new Error(`Nothing is offered after ${JSON.stringify(written)}.`);
          const taken = firstPortion(portion, written, rest.text);
          expect(taken).not.toBe('');
          offer = follow(offer, document, [{ offset: written.length, length: 0, text: taken }]);
          if (offer === null) throw new Error(`The offer is lost with ${JSON.stringify(taken)}.`);
          written += taken;
        }
        expect(written).toBe(before + text);
        expect(restAt(offer, document, written.length)).toEqual({ kind: 'none' });
      }
    },
  );
});
