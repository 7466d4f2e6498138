import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineReply, EngineRequest, EngineSettings } from './engines/engine.ts';

/** File names of the engines in ./engines. */
export type EngineName = 'trimix' | 'llamaCpp' | 'transformersJs';

type Answer = Exclude<EngineReply, { readonly kind: 'failed' }>;

/** Settles with the next answer. */
class NextAnswer {
  resolve: (answer: Answer) => void = () => undefined;
  reject: (reason: Error) => void = () => undefined;
  readonly promise = new Promise<Answer>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });

  constructor() {
    // An engine that ends while nobody waits for it is no unhandled rejection: the next request meets it.
    this.promise.catch(() => undefined);
  }
}

/** An engine in a process of its own: nothing of another one shares its memory, threads or garbage collector. */
export class EngineProcess {
  readonly #name: EngineName;
  readonly #child: ChildProcess;
  #next = new NextAnswer();

  private constructor(name: EngineName, child: ChildProcess) {
    this.#name = name;
    this.#child = child;
    const fail = (message: string): void => this.#next.reject(new Error(`${this.#name} failed: ${message}`));
    child.on('message', (reply: EngineReply) => {
      if (reply.kind === 'failed') fail(reply.message);
      else this.#next.resolve(reply);
    });
    child.on('exit', (code, signal) => fail(`its process ended with ${code ?? signal}`));
    child.on('error', ({ message }) => fail(message));
  }

  /** Starts it and loads the model. @throws Error with what it said when it could not */
  static async start(name: EngineName, settings: EngineSettings): Promise<EngineProcess> {
    const file = fileURLToPath(new URL(`./engines/${name}.ts`, import.meta.url));
    const child = fork(file, [JSON.stringify(settings)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const engine = new EngineProcess(name, child);
    await engine.#next.promise;
    return engine;
  }

  /** Reads a prompt of so many ids. @returns milliseconds until the first token */
  read(ids: readonly number[]): Promise<number> {
    return this.#ask({ kind: 'read', ids });
  }

  /** Writes on from the prompt that was read. @returns milliseconds per token */
  async write(tokens: number): Promise<number> {
    return (await this.#ask({ kind: 'write', tokens })) / tokens;
  }

  stop(): void {
    this.#child.kill();
  }

  async #ask(request: EngineRequest): Promise<number> {
    if (this.#child.exitCode !== null) await this.#next.promise;
    this.#next = new NextAnswer();
    this.#child.send(request);
    const reply = await this.#next.promise;
    if (reply.kind !== 'done') throw new Error(`${this.#name} answered something else than it was asked.`);
    return reply.ms;
  }
}
