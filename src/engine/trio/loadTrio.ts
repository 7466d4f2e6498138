import { throwIfAborted, TriMixError } from '../errors.ts';
import type { SourceId } from '../fusion/sources.ts';
import { planLoad, type LoadPlan, type Placement, type PlanRequest } from '../memory/loadPlan.ts';
import { memoryInsufficient } from '../memory/shortage.ts';
import type { ExecutionProvider } from '../runtime/executionProvider.ts';
import { LanguageModel } from '../runtime/languageModel.ts';
import type { LanguageTag } from '../text/languages.ts';
import { loadTokenizer } from '../tokenizer/huggingFaceTokenizer.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { modelTag } from './detour.ts';
import { LoadedTrio } from './loadedTrio.ts';
import { missingSources, type Refusal } from './missingSources.ts';
import { checkTogether, openTrio, type OpenedTrio } from './openTrio.ts';
import { planRequest, type TrioBudget } from './planRequest.ts';
import { isProviderRefusal } from './providerRefusal.ts';
import type { Trio } from './trio.ts';
import { trioLanguages } from './trioManifest.ts';

export type { TrioBudget } from './planRequest.ts';
export type { Trio } from './trio.ts';

/** How to load a trio. */
export interface LoadTrioOptions extends TrioBudget {
  /** Threads per model; default: as many as the machine runs at once. */
  readonly threads?: number;
  /** The language whose small-cpt is wanted first; default, also where the trio does not know it: its first one. */
  readonly language?: LanguageTag;
  readonly signal?: AbortSignal;
  /**
   * Steps done: the tokenizer and each model are one step. `source` is the model that is read next; null for the
   * tokenizer. Begins anew where a provider refused a model and another way is tried.
   */
  readonly onProgress?: (done: number, total: number, source: SourceId | null) => void;
}

/**
 * Loads a trio directory. Everything is checked before it is used, the models of all languages included:
 * descriptions, file lengths, one tokenizer, logits wide enough for it.
 *
 * Memory is estimated first. Where not all three models fit, fewer are loaded: all three, then large-ins and small-cpt,
 * then small-cpt alone. Where a provider refuses a model, the next way is tried. `info` tells what came of it. A failed
 * load frees what it had loaded.
 *
 * @throws TriMixError `model-file-missing`, `model-file-damaged`, `model-manifest-invalid`, `tokenizer-invalid`,
 *   `trio-tokenizers-differ`, `trio-vocabulary-mismatch`, `model-layout-unknown`, `model-graph-unsupported`,
 *   `memory-insufficient`, `execution-provider-unavailable`, `cancelled`
 */
export async function loadTrio(directory: string, options: LoadTrioOptions): Promise<Trio> {
  const { signal, onProgress } = options;
  const opened = await openTrio(directory, signal);
  const request = await planRequest(opened, options, signal);
  const plans = usablePlans(opened, request, options);
  onProgress?.(0, 1 + plans[0]!.placements.length, null);
  const tokenizer = await loadTokenizer(directory);
  await checkTogether(opened, tokenizer);
  const refusals: Refusal[] = [];
  for (const plan of plans) {
    if (plan.placements.some((placement) => wasRefused(placement, refusals))) continue;
    try {
      return await loadPlan({ opened, tokenizer, plan, request, refusals }, options);
    } catch (error) {
      if (!(error instanceof PlacementRefused)) throw error;
      refusals.push(error.refusal);
    }
  }
  // Every way was refused: the first refusal is the one that the user's wish met.
  throw refusals[0]!.error;
}

/** @throws TriMixError `memory-insufficient`, `execution-provider-unavailable` */
function usablePlans(
  { manifest }: OpenedTrio,
  request: PlanRequest,
  { shortage = 'load-fewer' }: TrioBudget,
): readonly LoadPlan[] {
  const wanted = Object.values(request.models).filter((model) => model !== null).length;
  const whole = shortage === 'refuse';
  const plans = planLoad(request).filter(({ placements }) => !whole || placements.length === wanted);
  if (plans.length === 0) throw memoryInsufficient(manifest.title, request, whole);
  return plans;
}

/** A provider did not take a model; another way may do. */
class PlacementRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super('A provider refused a model.', { cause: refusal.error });
    this.refusal = refusal;
  }
}

/**
 * Whether a plan would try again what was refused. The CPU refuses for lack of memory only: there the same model may
 * still be taken together with fewer others.
 */
function wasRefused({ source, executionProvider }: Placement, refusals: readonly Refusal[]): boolean {
  return refusals.some(
    (refusal) =>
      refusal.executionProvider === executionProvider &&
      refusal.source === source &&
      executionProvider !== 'cpu',
  );
}

interface Load {
  readonly opened: OpenedTrio;
  readonly tokenizer: Tokenizer;
  readonly plan: LoadPlan;
  readonly request: PlanRequest;
  readonly refusals: readonly Refusal[];
}

/** Carries out one plan, whole or not at all. */
async function loadPlan(
  { opened, tokenizer, plan, request, refusals }: Load,
  { threads, providerTests, language, signal, onProgress }: LoadTrioOptions,
): Promise<Trio> {
  const { manifest } = opened;
  const { placements } = plan;
  const languages = trioLanguages(manifest);
  const wanted = language === undefined ? undefined : modelTag(language, { languages });
  const first = languages.find((tag) => tag === wanted) ?? languages[0]!;
  const total = 1 + placements.length;
  let done = 1;
  const load = async <T>(
    source: SourceId,
    work: (executionProvider: ExecutionProvider) => Promise<T>,
  ): Promise<T | null> => {
    const placement = placements.find((candidate) => candidate.source === source);
    if (placement === undefined) return null;
    throwIfAborted(signal);
    onProgress?.(done, total, source);
    const result = await orRefused(placement, () => work(placement.executionProvider));
    done++;
    return result;
  };
  const loaded: LanguageModel[] = [];
  let trio: LoadedTrio | null = null;
  const model = (source: SourceId, folder: string): Promise<LanguageModel | null> =>
    load(source, async (executionProvider) => {
      const cachedPositions = request.contextTokens;
      const options = { executionProvider, threads, providerTests, signal, cachedPositions, label: folder };
      const found = await LanguageModel.load(opened.models.get(folder)!, options);
      loaded.push(found);
      return found;
    });
  try {
    const largeIns = await model('largeIns', manifest.sources.largeIns);
    const smallBase = await model('smallBase', manifest.sources.smallBase);
    trio = new LoadedTrio({
      opened,
      tokenizer,
      largeIns,
      smallBase,
      placements,
      missing: missingSources(request, plan, refusals),
      refusals: [...refusals],
      contextTokens: request.contextTokens,
      threads,
      providerTests,
    });
    const made = trio;
    await load('smallCpt', () => made.useLanguage(first, signal));
    onProgress?.(total, total, null);
    return made;
  } catch (error) {
    // The trio, once there is one, owns its models.
    if (trio === null) await Promise.all(loaded.map((found) => found.dispose()));
    else await trio.dispose();
    throw error;
  }
}

/** @throws PlacementRefused where the provider is the reason, else what `work` throws */
async function orRefused<T>({ source, executionProvider }: Placement, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TriMixError) || !isProviderRefusal(error)) throw error;
    throw new PlacementRefused({ source, executionProvider, error });
  }
}
