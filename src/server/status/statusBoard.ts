import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { assertNever, TriMixError } from '../../engine/errors.ts';
import { sourceIds } from '../../engine/fusion/sources.ts';
import type { TrioInfo } from '../../engine/index.ts';
import { detoursOf } from '../../engine/trio/detour.ts';
import type { ServerStatus, TrioStatus } from '../../protocol/status.ts';
import type { EngineState } from '../engine/engineHost.ts';
import { errorReport } from '../rpc/errorReport.ts';

type Task = Extract<ServerStatus, { kind: 'working' }>['task'];

/** Collects what is known of the server's health and tells each change once. */
export class StatusBoard {
  #started = false;
  #engine: EngineState = { kind: 'idle' };
  #task: Task | null = null;
  #current: ServerStatus = { kind: 'starting' };
  #onChange: (status: ServerStatus) => void = () => undefined;

  get current(): ServerStatus {
    return this.#current;
  }

  /** The client can hear from now on. */
  start(onChange: (status: ServerStatus) => void): void {
    this.#started = true;
    this.#onChange = onChange;
    this.#update();
  }

  setEngine(state: EngineState): void {
    this.#engine = state;
    this.#update();
  }

  /** While `work` runs, the status tells of it. */
  async during<T>(task: Task, work: () => Promise<T>): Promise<T> {
    this.#task = task;
    this.#update();
    try {
      return await work();
    } finally {
      this.#task = null;
      this.#update();
    }
  }

  #update(): void {
    const next = this.#started ? serverStatus(this.#engine, this.#task) : { kind: 'starting' as const };
    if (isDeepStrictEqual(next, this.#current)) return;
    this.#current = next;
    this.#onChange(next);
  }
}

/** The status that a state of the engine and a running task amount to. */
export function serverStatus(engine: EngineState, task: Task | null): ServerStatus {
  switch (engine.kind) {
    case 'idle':
      return { kind: 'idle' };
    case 'loading':
      return {
        kind: 'loading',
        trio: basename(engine.directory),
        done: engine.done,
        total: engine.total,
        source: engine.source,
      };
    case 'ready': {
      const trio = trioStatus(engine.info);
      return task === null ? { kind: 'ready', trio } : { kind: 'working', trio, task };
    }
    case 'failed':
      return engine.error instanceof TriMixError
        ? { kind: 'failed', ...errorReport(engine.error) }
        : { kind: 'failed', code: 'unknown', details: {}, message: engine.error.message };
    default:
      return assertNever(engine);
  }
}

function trioStatus(info: TrioInfo): TrioStatus {
  return {
    name: info.name,
    title: info.title,
    languages: info.languages,
    experimental: info.experimental,
    detours: detoursOf(info),
    models: sourceIds.flatMap((source) => {
      const model = info.models[source];
      if (model === null) return [];
      const { folder, executionProvider, precision, bytes, memoryBytes } = model;
      return { source, folder, executionProvider, precision, bytes, memoryBytes };
    }),
    missing: info.missing,
  };
}
