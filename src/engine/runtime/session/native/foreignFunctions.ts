/** An address, or what has one: its memory must live as long as C may look at it. */
export type PointerLike = bigint | ArrayBufferView | null;

/** What is handed to C functions and comes back from them. */
export type ForeignValue = PointerLike | number | string;

/** A C function as koffi binds it. */
export interface KoffiFunction {
  (...parameters: readonly ForeignValue[]): unknown;
  /** Runs on a thread of the pool; calls back on this one. */
  readonly async: (
    ...parameters: readonly (ForeignValue | ((error: unknown, result: unknown) => void))[]
  ) => void;
}

/** What is used of koffi, with types of our own: its own know no more than `any`. */
export interface ForeignFunctions {
  /** Opens a library, or finds it where it has been opened already. @throws Error when it cannot be opened */
  load(path: string): { func(name: string, result: string, parameters: readonly string[]): KoffiFunction };
  bind(address: bigint, result: string, parameters: readonly string[]): KoffiFunction;
  addressOf(memory: ArrayBufferView): bigint;
  view(address: bigint, bytes: number): ArrayBuffer;
  text(address: bigint): string;
}

/** Stack of an asynchronous call in bytes: ONNX Runtime's kernels are used to that of a thread, 8 MB on Linux. */
const stackBytes = 8 * 1024 * 1024;

let opened: Promise<ForeignFunctions> | undefined;

/** @throws Error where koffi is not installed or has no binary for this platform */
export function foreignFunctions(): Promise<ForeignFunctions> {
  return (opened ??= open());
}

async function open(): Promise<ForeignFunctions> {
  const { default: koffi } = await import('koffi');
  koffi.config({ async_stack_size: stackBytes, resident_async_pools: 2 });
  return {
    load: (path) => {
      const library = koffi.load(path);
      return { func: (name, result, parameters) => library.func(name, result, [...parameters]) };
    },
    bind: (address, result, parameters) => {
      const bound: unknown = koffi.decode(address, koffi.proto(result, [...parameters]));
      if (!isFunction(bound)) throw new Error('koffi bound no function');
      return bound;
    },
    addressOf: (memory) => koffi.address(memory),
    view: (address, bytes) => koffi.view(address, bytes),
    text: (address) => koffi.decode.string(address),
  };
}

function isFunction(value: unknown): value is KoffiFunction {
  return typeof value === 'function' && typeof Reflect.get(value, 'async') === 'function';
}
