import { Tensor, type InferenceSession, type OnnxValue } from 'onnxruntime-node';
import { TriMixError } from '../errors.ts';
import { createSession } from './createSession.ts';
import type { ExecutionProvider, ExecutionProviderChoice } from './executionProvider.ts';
import { KvCache } from './kvCache.ts';
import { openModelFolder, type ModelFolder } from './modelFolder.ts';

/** Logits of consecutive positions, row after row. */
export interface LogitRows {
  /** `rows` × `width` values. */
  readonly data: Float32Array;
  readonly rows: number;
  readonly width: number;
}

/**
 * One decoder-only language model with one cached sequence. It knows nothing of fusion.
 *
 * The cache holds keys and values for {@link cachedIds}; {@link append} runs the graph on more ids after them.
 */
export class LanguageModel {
  readonly folder: ModelFolder;
  readonly executionProvider: ExecutionProvider;
  /** How errors name the model. */
  readonly #label: string;
  readonly #session: InferenceSession;
  readonly #cache: KvCache;
  readonly #ids: number[] = [];
  #mask = new BigInt64Array(256).fill(1n);

  private constructor(
    folder: ModelFolder,
    session: InferenceSession,
    provider: ExecutionProvider,
    label: string,
  ) {
    this.folder = folder;
    this.executionProvider = provider;
    this.#session = session;
    this.#label = label;
    this.#cache = new KvCache(folder.manifest.graph.kvCache);
  }

  /**
   * Opens a model folder and creates its session.
   *
   * @throws TriMixError `model-file-missing`, `model-file-damaged`, `model-manifest-invalid`,
   *   `execution-provider-unavailable`
   */
  static async load(
    directory: string,
    options: {
      readonly executionProvider: ExecutionProviderChoice;
      readonly threads?: number | undefined;
      readonly label: string;
    },
  ): Promise<LanguageModel> {
    const folder = await openModelFolder(directory);
    const { session, executionProvider } = await createSession(folder, options);
    return new LanguageModel(folder, session, executionProvider, options.label);
  }

  /** The ids whose keys and values are cached. */
  get cachedIds(): readonly number[] {
    return this.#ids;
  }

  /** Width of a row of logits. */
  get logitsWidth(): number {
    return this.folder.manifest.logitsWidth;
  }

  /** Positions the model was made for. */
  get contextLength(): number {
    return this.folder.manifest.contextLength;
  }

  /** Shortens the cached sequence; the buffers stay, the next attention mask is shorter. */
  rewind(length: number): void {
    if (length >= this.#ids.length) return;
    this.#ids.length = length;
    if (length === 0) this.#cache.clear();
  }

  /**
   * Runs the graph on `ids` after the cached sequence and caches them.
   *
   * @param ids at least one id; a prefill gives chunks, a decoding step one id
   * @param keep how many last positions give logits, 1 to `ids.length`
   * @returns `keep` rows of logits; the array is the caller's
   * @throws TriMixError `inference-failed`; the cache is then empty
   */
  async append(ids: readonly number[], keep: number): Promise<LogitRows> {
    const { graph } = this.folder.manifest;
    const total = this.#ids.length + ids.length;
    const feeds: Record<string, OnnxValue> = {
      [graph.inputs.inputIds]: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
      [graph.inputs.attentionMask]: new Tensor('int64', this.#maskOf(total), [1, total]),
      [graph.inputs.numLogitsToKeep]: new Tensor('int64', BigInt64Array.of(BigInt(keep)), []),
    };
    this.#cache.feed(feeds);
    try {
      const outputs = await this.#session.run(feeds);
      const logits = outputs[graph.logits];
      if (!(logits?.data instanceof Float32Array) || logits.data.length !== keep * this.logitsWidth) {
        throw new Error(`the graph gave logits of shape [${logits?.dims.join(', ') ?? 'none'}]`);
      }
      this.#cache.take(outputs);
      this.#ids.push(...ids);
      return { data: logits.data, rows: keep, width: this.logitsWidth };
    } catch (error) {
      this.#ids.length = 0;
      this.#cache.clear();
      const reason = error instanceof Error ? error.message : String(error);
      throw new TriMixError('inference-failed', { source: this.#label, reason }, error);
    }
  }

  /** Frees the session and the cache. The model cannot be used afterwards. */
  async dispose(): Promise<void> {
    this.#cache.clear();
    await this.#session.release();
  }

  #maskOf(length: number): BigInt64Array {
    if (this.#mask.length < length) this.#mask = new BigInt64Array(2 * length).fill(1n);
    return this.#mask.subarray(0, length);
  }
}
