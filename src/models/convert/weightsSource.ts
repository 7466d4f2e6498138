/** Where the weights of a checkpoint come from, file by file: a download, for one. */
export interface WeightsSource {
  /** Folder with config.json, tokenizer.json, and the index where there are shards. */
  readonly directory: string;
  /**
   * Puts one weights file, whole and verified, into the folder; resolves at once where it is there. A conversion asks
   * in the order of first need, for one file at a time.
   */
  bring(file: string, signal: AbortSignal): Promise<void>;
  /** The file is not needed any more. It may be said more than once, and of a file that was never brought. */
  release(file: string): Promise<void>;
}

/** Weights that lie in a folder already, and stay there. */
export function folderSource(directory: string): WeightsSource {
  return { directory, bring: () => Promise.resolve(), release: () => Promise.resolve() };
}

/** The folder that holds the configuration and the tokenizer. */
export function directoryOf(source: string | WeightsSource): string {
  return typeof source === 'string' ? source : source.directory;
}
