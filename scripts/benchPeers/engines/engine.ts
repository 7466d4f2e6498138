/** One model in one engine, as all engines are asked: ids in, the best id out. */
export interface Engine {
  /** Empties the cache, reads the ids and chooses the first token. */
  read(ids: readonly number[]): Promise<void>;
  /** Writes so many tokens greedily after those ids and the first token, each time from the same place on. */
  write(tokens: number): Promise<void>;
}

/** What an engine's process is told on its command line, as JSON. */
export interface EngineSettings {
  /** The model: a folder, or a file for llama.cpp. */
  readonly model: string;
  readonly threads: number;
  /** Positions that a cache of fixed size must have. */
  readonly contextLength: number;
  /** Folder of the peers' packages. */
  readonly packages: string;
  /** How TriMix loads the model, besides. */
  readonly load?: Readonly<Record<string, unknown>>;
}

/** A request to an engine's process. */
export type EngineRequest =
  | { readonly kind: 'read'; readonly ids: readonly number[] }
  | { readonly kind: 'write'; readonly tokens: number };

/** Its answer; the first one comes when the model is loaded. */
export type EngineReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly ms: number }
  | { readonly kind: 'failed'; readonly message: string };

/** Runs an engine in this process for the process that forked it. */
export async function serveEngine(load: (settings: EngineSettings) => Promise<Engine>): Promise<void> {
  const reply = (message: EngineReply): void => {
    process.send?.(message);
  };
  try {
    const engine = await load(JSON.parse(process.argv[2] ?? '') as EngineSettings);
    process.on('message', (request: EngineRequest) => {
      void timed(() =>
        request.kind === 'read' ? engine.read(request.ids) : engine.write(request.tokens),
      ).then(reply);
    });
    reply({ kind: 'ready' });
  } catch (error) {
    reply(failure(error));
  }
}

async function timed(action: () => Promise<void>): Promise<EngineReply> {
  const startedAt = performance.now();
  try {
    await action();
    return { kind: 'done', ms: performance.now() - startedAt };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): EngineReply {
  return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
