import { complete, perSource, type PerSource, type RuleChoice, type Trio } from '../../engine/index.ts';
import { scoreByKernel } from '../../engine/fusion/gridScorer.ts';
import { gridLogProbabilities } from '../../engine/fusion/grid.ts';
import { longText } from './benchTexts.ts';
import { interleaved } from './interleaved.ts';
import { median } from './statistics.ts';
import { firstLanguage, type Bench, type SuiteResult } from './suite.ts';

const allThree: RuleChoice = { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.3, beta: 0.9 } };

/** Tokens of the step that is measured, and tokens scored in one measurement. */
const tokens = 8;
const scored = 32;

/**
 * What it costs to learn the weights from the document: 36 log-probabilities for each of its tokens.
 *
 * `weightsCostPerStep`: scoring one token, as a share of a plain step of all three models; `kernelVsLoop`: how many times
 * faster the vectors are than the exact loop.
 */
export async function weightsSuite(trio: Trio, { quick, io }: Bench): Promise<SuiteResult> {
  const language = firstLanguage(trio);
  const prefix = longText(io.packageRoot, language, 400);
  const size = trio.tokenizer.vocabularySize;
  const rows = await rowsAfter(trio, prefix);
  const token = 5;
  const timed = (work: () => unknown, repeats: number): number => {
    const startedAt = performance.now();
    for (let index = 0; index < repeats; index++) work();
    return (performance.now() - startedAt) / repeats;
  };
  const step = async (): Promise<number> => {
    const request = { prefix, language, maxTokens: tokens, endAt: 'none', rule: allThree } as const;
    const generation = await complete(
      trio,
      { ...request, sampling: { kind: 'greedy' } },
      { signal: io.signal },
      { speculate: false, runAllSources: true },
    );
    return generation.timings.decodeMs / Math.max(1, generation.tokens);
  };
  const limits = quick ? { rounds: 3, ms: 3000, warmUp: true } : { rounds: 15, ms: 60_000, warmUp: true };
  const found = await interleaved(['step', 'kernel', 'loop'], limits, async (variant) => {
    if (variant === 'step') return await step();
    if (variant === 'kernel') return timed(() => scoreByKernel(rows, token, size), scored);
    return timed(() => gridLogProbabilities(rows, token, size), quick ? 2 : scored / 4);
  });
  const ms = (variant: 'step' | 'kernel' | 'loop'): number => median(found[variant]);
  return {
    ratios: { weightsCostPerStep: ms('kernel') / ms('step'), kernelVsLoop: ms('loop') / ms('kernel') },
    measurements: {
      scoreTokenMs: ms('kernel'),
      scoreTokenExactMs: ms('loop'),
      threeModelStepMs: ms('step'),
    },
  };
}

/** The models' own logits after a text. */
async function rowsAfter(trio: Trio, text: string): Promise<PerSource<Float32Array>> {
  const ids = trio.tokenizer.encode(text);
  const rows = new Map<string, Float32Array>();
  for (const [source, model] of Object.entries(trio.models)) {
    if (model === null) throw new Error('The suite needs all three models.');
    model.rewind(0);
    rows.set(source, (await model.append(ids, 1)).data);
  }
  return perSource((source) => rows.get(source)!);
}
