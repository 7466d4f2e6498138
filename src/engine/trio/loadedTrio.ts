import { GridHistories } from '../decoding/gridHistories.ts';
import { DraftStatistics } from '../decoding/speculation/draftStatistics.ts';
import { perSource, type PerSource, type SourceId } from '../fusion/sources.ts';
import type { Placement } from '../memory/loadPlan.ts';
import { LanguageModel } from '../runtime/languageModel.ts';
import type { ProviderTests } from '../runtime/smokeTest/providerTests.ts';
import type { LanguageTag } from '../text/languages.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { wordsOf, type Refusal } from './missingSources.ts';
import { ModelSlot } from './modelSlot.ts';
import type { OpenedTrio } from './openTrio.ts';
import { requireLanguage } from './requireLanguage.ts';
import type { Trio } from './trio.ts';
import type { LoadedModelInfo, MissingSource, TrioInfo } from './trioInfo.ts';
import { trioLanguages } from './trioManifest.ts';

/** What a trio is made of. */
interface Parts {
  readonly opened: OpenedTrio;
  readonly tokenizer: Tokenizer;
  readonly largeIns: LanguageModel | null;
  readonly smallBase: LanguageModel | null;
  /** Where the loaded sources are, small-cpt among them where it is wanted. */
  readonly placements: readonly Placement[];
  readonly missing: readonly MissingSource[];
  readonly refusals: readonly Refusal[];
  /** Positions that memory was planned for. */
  readonly contextTokens: number;
  readonly threads: number | undefined;
  readonly providerTests: ProviderTests | undefined;
}

/** A trio in memory. large-ins and small-base stay; small-cpt is that of the language in use. */
export class LoadedTrio implements Trio {
  readonly gridHistories = new GridHistories();
  readonly contextLength: number;
  readonly endOfTextIds: ReadonlySet<number>;
  readonly #parts: Parts;
  readonly #smallCpt: ModelSlot;
  #info: TrioInfo;
  #drafting: DraftStatistics;

  constructor(parts: Parts) {
    this.#parts = parts;
    const descriptions = [...parts.opened.models.values()].map(({ description }) => description);
    this.contextLength = Math.min(
      parts.contextTokens,
      ...descriptions.map(({ contextLength }) => contextLength),
    );
    this.endOfTextIds = new Set(descriptions.flatMap(({ endOfTextIds }) => endOfTextIds));
    this.#smallCpt = new ModelSlot({
      open: (folder, signal) => this.#openSmallCpt(folder, signal),
      onChange: () => this.#smallCptChanged(),
    });
    this.#info = this.#describe();
    this.#drafting = this.#newStatistics();
  }

  get tokenizer(): Tokenizer {
    return this.#parts.tokenizer;
  }

  get info(): TrioInfo {
    return this.#info;
  }

  get drafting(): DraftStatistics {
    return this.#drafting;
  }

  get models(): PerSource<LanguageModel | null> {
    const { largeIns, smallBase } = this.#parts;
    return { largeIns, smallCpt: this.#smallCpt.inUse?.model ?? null, smallBase };
  }

  async useLanguage(tag: LanguageTag, signal?: AbortSignal): Promise<void> {
    const { manifest } = this.#parts.opened;
    requireLanguage({ languages: trioLanguages(manifest), title: manifest.title }, tag);
    if (this.#placement('smallCpt') === undefined) return;
    await this.#smallCpt.use(manifest.sources.smallCpt[tag]!, signal);
  }

  async dispose(): Promise<void> {
    const { largeIns, smallBase } = this.#parts;
    await Promise.all([largeIns?.dispose(), smallBase?.dispose(), this.#smallCpt.free()]);
  }

  async #openSmallCpt(folder: string, signal: AbortSignal): Promise<LanguageModel> {
    const { opened, threads, providerTests, contextTokens } = this.#parts;
    return await LanguageModel.load(opened.models.get(folder)!.directory, {
      executionProvider: this.#placement('smallCpt')!.executionProvider,
      threads,
      providerTests,
      signal,
      cachedPositions: contextTokens,
      label: folder,
    });
  }

  #smallCptChanged(): void {
    // Their scores came from the mixes with the model that leaves.
    this.gridHistories.clear();
    this.#info = this.#describe();
    this.#drafting = this.#newStatistics();
  }

  #newStatistics(): DraftStatistics {
    const { models } = this;
    return new DraftStatistics(perSource((source) => models[source]?.folder.bytes ?? 0));
  }

  #placement(source: SourceId): Placement | undefined {
    return this.#parts.placements.find((placement) => placement.source === source);
  }

  #describe(): TrioInfo {
    const { opened, tokenizer, missing } = this.#parts;
    const { directory, manifest } = opened;
    const { models } = this;
    const folders = { ...manifest.sources, smallCpt: this.#smallCpt.inUse?.folder ?? '' };
    return {
      directory,
      name: manifest.name,
      title: manifest.title,
      languages: trioLanguages(manifest),
      experimental: manifest.experimental,
      recommendedWeights: manifest.recommendedWeights,
      models: perSource((source) => {
        const model = models[source];
        const placement = this.#placement(source);
        return model === null || placement === undefined
          ? null
          : describeModel(model, folders[source], placement, this.#parts.refusals);
      }),
      missing,
      contextLength: this.contextLength,
      vocabularySize: tokenizer.vocabularySize,
    };
  }
}

function describeModel(
  model: LanguageModel,
  name: string,
  { source, main, gpu }: Placement,
  refusals: readonly Refusal[],
): LoadedModelInfo {
  const { folder, executionProvider, contextLength, logitsWidth } = model;
  return {
    source,
    folder: name,
    executionProvider,
    refusedBy: refusals
      .filter((refusal) => refusal.source === source)
      .map((refusal) => ({ executionProvider: refusal.executionProvider, message: wordsOf(refusal) })),
    precision: folder.description.quantisation.precision,
    bytes: folder.bytes,
    memoryBytes: executionProvider === 'cpu' ? main : gpu,
    contextLength,
    logitsWidth,
  };
}
