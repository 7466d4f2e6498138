import os from 'node:os';

/** What measurements and bug reports need to know of this machine; sizes in bytes. */
export interface Machine {
  readonly platform: string;
  readonly node: string;
  readonly processor: string;
  /** Threads the system lets this process run at once. */
  readonly parallelism: number;
  readonly memory: { readonly total: number; readonly free: number };
}

export function machine(): Machine {
  return {
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    parallelism: os.availableParallelism(),
    memory: { total: os.totalmem(), free: os.freemem() },
  };
}
