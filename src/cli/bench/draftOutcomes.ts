import { complete, type Decision, type RuleChoice, type Trio } from '../../engine/index.ts';
import type { DraftOutcome } from '../../engine/decoding/speculation/proposal.ts';
import type { LanguageTag } from '../../engine/text/languages.ts';
import { beginnings } from './benchTexts.ts';
import { decodings } from './generationTiming.ts';

/** For each language, for each text, from the first generated token on. */
export type RecordedDrafts = Readonly<Partial<Record<LanguageTag, readonly (readonly DraftOutcome[])[]>>>;

const rule: RuleChoice = { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } };

/**
 * Records, token by token of real text, whether small-cpt would have proposed what the mix chose, and how sure it was:
 * what a draft meets at that token, whatever its length.
 *
 * @param texts in each language, the same as `measureDecoding` takes
 */
export async function recordDrafts(
  trio: Trio,
  texts: number,
  maxTokens: number,
  io: { readonly packageRoot: string; readonly signal: AbortSignal },
): Promise<RecordedDrafts> {
  const recorded: Partial<Record<LanguageTag, readonly (readonly DraftOutcome[])[]>> = {};
  for (const language of trio.info.languages) {
    const ofLanguage: DraftOutcome[][] = [];
    for (const prefix of beginnings(io.packageRoot, language, texts)) {
      const sampling = { kind: 'greedy' } as const;
      const { trace } = await complete(
        trio,
        { prefix, language, maxTokens, endAt: 'none', rule, sampling },
        { signal: io.signal, trace: 'used', topK: 2 },
        decodings.plain,
      );
      ofLanguage.push(trace.flatMap(outcomeOf));
    }
    recorded[language] = ofLanguage;
  }
  return recorded;
}

/** Log-probabilities of one row differ as its logits do. */
function outcomeOf({ token, sources: { smallCpt } }: Decision): readonly DraftOutcome[] {
  const [best, second] = smallCpt?.top ?? [];
  if (smallCpt === null || best === undefined) return [];
  const margin = second === undefined ? Infinity : best.logprob - second.logprob;
  return [{ accepted: smallCpt.choice.token === token, margin }];
}
