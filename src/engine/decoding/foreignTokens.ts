import { scriptOfLetter, type KnownScript } from '../text/letters.ts';
import { describeToken, type Tokenizer } from '../tokenizer/tokenizer.ts';

const known = new WeakMap<Tokenizer, Map<KnownScript, Uint32Array>>();

/**
 * Ids of the tokens that write a letter of another script than `script`. Tokens that begin or end inside a character
 * are not among them unless a whole letter in them is foreign: what they write depends on their neighbours.
 * One pass over the vocabulary, at the first call for a script.
 */
export function foreignTokens(tokenizer: Tokenizer, script: KnownScript): Uint32Array {
  const ofTokenizer = known.get(tokenizer) ?? new Map<KnownScript, Uint32Array>();
  known.set(tokenizer, ofTokenizer);
  let foreign = ofTokenizer.get(script);
  if (foreign === undefined) {
    foreign = findForeign(tokenizer, script);
    ofTokenizer.set(script, foreign);
  }
  return foreign;
}

/** Bytes of unfinished characters are spelt out in a description, and are no letters of the token's. */
const spelledByte = /<0x[0-9A-F]{2}>/g;

function findForeign(tokenizer: Tokenizer, script: KnownScript): Uint32Array {
  const ids: number[] = [];
  for (let id = 0; id < tokenizer.vocabularySize; id++) {
    if (tokenizer.bytes(id).length === 0) continue;
    for (const character of describeToken(tokenizer, id).replace(spelledByte, '')) {
      const found = scriptOfLetter(character);
      if (found === script || found === 'Zyyy') continue;
      ids.push(id);
      break;
    }
  }
  return Uint32Array.from(ids);
}
