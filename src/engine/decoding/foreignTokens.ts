import { scriptOfLetter } from '../text/letters.ts';
import { describeToken, type Tokenizer } from '../tokenizer/tokenizer.ts';
import type { LetterScript } from './wordAtJoint.ts';

const known = new WeakMap<Tokenizer, Map<string, Uint32Array>>();

/**
 * Ids of the tokens that write a letter of another script than `scripts`. Tokens that begin or end inside a character
 * are not among them unless a whole letter in them is foreign: what they write depends on their neighbours.
 * One pass over the vocabulary, at the first call for these scripts.
 */
export function foreignTokens(tokenizer: Tokenizer, scripts: readonly LetterScript[]): Uint32Array {
  const key = scripts.join();
  const ofTokenizer = known.get(tokenizer) ?? new Map<string, Uint32Array>();
  known.set(tokenizer, ofTokenizer);
  let foreign = ofTokenizer.get(key);
  if (foreign === undefined) {
    foreign = findForeign(tokenizer, scripts);
    ofTokenizer.set(key, foreign);
  }
  return foreign;
}

/** Bytes of unfinished characters are spelt out in a description, and are no letters of the token's. */
const spelledByte = /<0x[0-9A-F]{2}>/g;

function findForeign(tokenizer: Tokenizer, scripts: readonly LetterScript[]): Uint32Array {
  const ids: number[] = [];
  for (let id = 0; id < tokenizer.vocabularySize; id++) {
    if (tokenizer.bytes(id).length === 0) continue;
    for (const character of describeToken(tokenizer, id).replace(spelledByte, '')) {
      const found = scriptOfLetter(character);
      if (found === 'Zyyy' || scripts.includes(found)) continue;
      ids.push(id);
      break;
    }
  }
  return Uint32Array.from(ids);
}
