import { join } from 'node:path';
import { GridHistory } from '../decoding/gridHistory.ts';
import { throwIfAborted } from '../errors.ts';
import { perSource, sourceIds, type PerSource } from '../fusion/sources.ts';
import type { ExecutionProviderChoice } from '../runtime/executionProvider.ts';
import { LanguageModel } from '../runtime/languageModel.ts';
import type { LanguageTag } from '../text/languages.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { requireLanguage } from './requireLanguage.ts';
import type { Trio } from './trio.ts';
import type { TrioInfo } from './trioInfo.ts';
import { trioLanguages, type TrioManifest } from './trioManifest.ts';

/** What a trio is made of. */
interface Parts {
  readonly directory: string;
  readonly manifest: TrioManifest;
  readonly tokenizer: Tokenizer;
  readonly largeIns: LanguageModel;
  readonly smallBase: LanguageModel;
  readonly loadOptions: {
    readonly executionProvider: ExecutionProviderChoice;
    readonly threads: number | undefined;
  };
}

/** A trio in memory. large-ins and small-base stay; small-cpt is that of the language in use. */
export class LoadedTrio implements Trio {
  readonly gridHistory = new GridHistory();
  readonly #parts: Parts;
  #smallCpt: { readonly folder: string; readonly model: LanguageModel } | null = null;
  /** Outlives a switch that failed: what is known of the trio is still true but for the model that is not there. */
  #info: TrioInfo | null = null;
  #endOfTextIds: ReadonlySet<number> = new Set();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get tokenizer(): Tokenizer {
    return this.#parts.tokenizer;
  }

  get info(): TrioInfo {
    // Every trio has a language in use before anybody sees it.
    if (this.#info === null) throw new Error('No language is in use yet.');
    return this.#info;
  }

  get models(): PerSource<LanguageModel> {
    // Only a switch of languages that failed leaves none, and every task begins by switching.
    if (this.#smallCpt === null) throw new Error('No small-cpt is loaded: call useLanguage first.');
    const { largeIns, smallBase } = this.#parts;
    return { largeIns, smallCpt: this.#smallCpt.model, smallBase };
  }

  get endOfTextIds(): ReadonlySet<number> {
    return this.#endOfTextIds;
  }

  async useLanguage(tag: LanguageTag, signal?: AbortSignal): Promise<void> {
    const { directory, manifest, loadOptions } = this.#parts;
    requireLanguage({ languages: trioLanguages(manifest), title: manifest.title }, tag);
    const folder = manifest.sources.smallCpt[tag]!;
    if (this.#smallCpt?.folder === folder) return;
    throwIfAborted(signal);
    // Freed first: two large models might not fit.
    await this.#freeSmallCpt();
    const model = await LanguageModel.load(join(directory, folder), { ...loadOptions, label: folder });
    this.#smallCpt = { folder, model };
    this.#info = this.#describe(folder);
    const { models } = this;
    this.#endOfTextIds = new Set(
      sourceIds.flatMap((source) => models[source].folder.description.endOfTextIds),
    );
  }

  async dispose(): Promise<void> {
    await Promise.all([
      this.#parts.largeIns.dispose(),
      this.#parts.smallBase.dispose(),
      this.#freeSmallCpt(),
    ]);
  }

  async #freeSmallCpt(): Promise<void> {
    const freed = this.#smallCpt;
    this.#smallCpt = null;
    // Its scores came from the mixes with the model that leaves.
    this.gridHistory.truncate(0);
    await freed?.model.dispose();
  }

  #describe(smallCpt: string): TrioInfo {
    const { directory, manifest, tokenizer } = this.#parts;
    const { models } = this;
    const folders: PerSource<string> = { ...manifest.sources, smallCpt };
    return {
      directory,
      name: manifest.name,
      title: manifest.title,
      languages: trioLanguages(manifest),
      experimental: manifest.experimental,
      recommendedWeights: manifest.recommendedWeights,
      models: perSource((source) => {
        const { folder, executionProvider, contextLength, logitsWidth } = models[source];
        return {
          source,
          folder: folders[source],
          executionProvider,
          precision: folder.description.quantisation.precision,
          bytes: folder.bytes,
          contextLength,
          logitsWidth,
        };
      }),
      vocabularySize: tokenizer.vocabularySize,
    };
  }
}
