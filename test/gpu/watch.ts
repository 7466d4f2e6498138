import { InferenceSession, type OnnxValue } from 'onnxruntime-node';
import { vi } from 'vitest';

/** What crosses between main memory and the graphics card at one run, in bytes. */
export interface Crossing {
  /** Fed from main memory. */
  readonly into: number;
  /** Given back in main memory. */
  readonly back: number;
}

/** A crossing with what the run was asked for. */
export interface WatchedRun extends Crossing {
  /** Tokens that were read. */
  readonly ids: number;
  /** Length of the sequence after the run. */
  readonly length: number;
  /** Rows of logits that were asked for. */
  readonly rows: number;
}

/** Looks on at the real sessions that run on WebGPU: their runs, and their buffers that are not yet freed. */
export class Watch {
  readonly runs: WatchedRun[] = [];
  readonly alive = new Set<OnnxValue>();

  /** Watches every session that is created until the mocks are restored. */
  start(): void {
    const create = InferenceSession.create.bind(InferenceSession);
    vi.spyOn(InferenceSession, 'create').mockImplementation(async (...args: unknown[]) => {
      const [file, options] = args as [string, InferenceSession.SessionOptions];
      const session = await create(file, options);
      if (options.executionProviders?.includes('webgpu') === true) this.#on(session);
      return session;
    });
  }

  get crossings(): readonly Crossing[] {
    return this.runs.map(({ into, back }) => ({ into, back }));
  }

  #on(session: InferenceSession): void {
    const run = session.run.bind(session);
    vi.spyOn(session, 'run').mockImplementation(async (...args: unknown[]) => {
      const [feeds] = args as [InferenceSession.OnnxValueMapType];
      const size = (name: string) => feeds[name]!.size;
      const rows = Number((feeds['num_logits_to_keep']!.data as BigInt64Array)[0]);
      const asked = { ids: size('input_ids'), length: size('attention_mask'), rows };
      const into = bytesInMainMemory(feeds);
      const outputs = await run(feeds);
      this.runs.push({ ...asked, into, back: bytesInMainMemory(outputs) });
      for (const tensor of Object.values(outputs)) if (tensor.location === 'gpu-buffer') this.#follow(tensor);
      return outputs;
    });
  }

  #follow(tensor: OnnxValue): void {
    this.alive.add(tensor);
    const dispose = tensor.dispose.bind(tensor);
    tensor.dispose = () => {
      this.alive.delete(tensor);
      dispose();
    };
  }
}

const longLength = 8;
const elementBytes: Readonly<Record<string, number>> = { int64: longLength, float32: 4, float16: 2 };

/** What may cross at a run at most: ids, mask, the scalar that says how many rows are wanted, and those rows. */
export function leastCrossing(
  { ids, length, rows }: Pick<WatchedRun, 'ids' | 'length' | 'rows'>,
  logitsWidth: number,
): Crossing {
  return { into: (ids + length + 1) * longLength, back: rows * logitsWidth * elementBytes['float32']! };
}

function bytesInMainMemory(values: InferenceSession.OnnxValueMapType): number {
  return Object.values(values)
    .filter(({ location }) => location !== 'gpu-buffer')
    .reduce((sum, { size, type }) => sum + size * elementBytes[type]!, 0);
}
