import {
  foreignFunctions,
  type ForeignFunctions,
  type ForeignValue,
  type PointerLike,
} from './foreignFunctions.ts';
import { libraryFile } from './libraryFile.ts';
import { ortFunctions, ortTableLength, type OrtFunctionName, type OrtFunctions } from './ortFunctions.ts';

/** The one version whose behaviour was tested: past and present keys and values in the same memory above all. */
export const testedVersion = '1.30.0';

/** The interface's version that is asked for; 1.30 knows all up to 30. */
const apiVersion = 20;

/** OrtLoggingLevel: ORT_LOGGING_LEVEL_FATAL. Errors come back as such. */
const fatalOnly = 4;

const addressBytes = BigUint64Array.BYTES_PER_ELEMENT;

/** ORTCHAR_T: Windows has paths in UTF-16. */
const pathType = process.platform === 'win32' ? 'str16' : 'str';

/** ONNX Runtime by its C interface. */
export class OrtLibrary {
  readonly #foreign: ForeignFunctions;
  readonly #functions: OrtFunctions;
  /** Lives as long as the process: onnxruntime-node shares it. */
  readonly environment: bigint;
  /** Describes main memory. */
  readonly mainMemory: bigint;

  private constructor(foreign: ForeignFunctions, functions: OrtFunctions) {
    this.#foreign = foreign;
    this.#functions = functions;
    this.environment = this.made('createEnv', fatalOnly, 'trimix');
    this.mainMemory = this.made('createCpuMemoryInfo', 0, 0);
  }

  /** @throws Error with the reason why it cannot be used */
  static async open(): Promise<OrtLibrary> {
    const foreign = await foreignFunctions();
    const library = foreign.load(await libraryFile());
    const base: unknown = library.func('OrtGetApiBase', 'void *', [])();
    if (typeof base !== 'bigint') throw new Error('OrtGetApiBase gives no address');
    const [getApi, getVersion] = new BigUint64Array(foreign.view(base, 2 * addressBytes));
    const version: unknown = foreign.bind(getVersion!, 'str', [])();
    if (version !== testedVersion)
      throw new Error(`the library is version ${String(version)} and not ${testedVersion}`);
    const api: unknown = foreign.bind(getApi!, 'void *', ['uint32_t'])(apiVersion);
    if (typeof api !== 'bigint') throw new Error(`it does not know version ${apiVersion} of its interface`);
    const table = new BigUint64Array(foreign.view(api, ortTableLength * addressBytes));
    const names = Object.keys(ortFunctions) as OrtFunctionName[];
    const bound = names.map((name) => {
      const { index, result, parameters } = ortFunctions[name];
      const types = parameters.map((type) => (type === 'path' ? pathType : type));
      return [name, foreign.bind(table[index]!, result, types)] as const;
    });
    return new OrtLibrary(
      foreign,
      Object.fromEntries(bound) as Record<OrtFunctionName, (typeof bound)[0][1]>,
    );
  }

  /** Calls a function that gives a status. @throws Error with the library's own message */
  call(name: OrtFunctionName, ...parameters: readonly ForeignValue[]): void {
    this.#check(this.#functions[name](...parameters));
  }

  /**
   * As {@link call}, on a thread of the pool: this one goes on meanwhile. The caller keeps what it hands over alive.
   */
  async callAsync(name: OrtFunctionName, ...parameters: readonly ForeignValue[]): Promise<void> {
    const status = await new Promise<unknown>((resolve, reject) => {
      this.#functions[name].async(...parameters, (error, result) => {
        if (error === null || error === undefined) resolve(result);
        else
          reject(error instanceof Error ? error : new Error('an asynchronous call failed', { cause: error }));
      });
    });
    this.#check(status);
  }

  /** Calls a function whose last parameter is where it puts an address. */
  made(name: OrtFunctionName, ...parameters: readonly ForeignValue[]): bigint {
    const out = new BigUint64Array(1);
    this.call(name, ...parameters, out);
    return out[0]!;
  }

  /** Frees what one of the functions made. */
  release(name: Extract<OrtFunctionName, `release${string}`>, address: bigint): void {
    this.#functions[name](address);
  }

  /** A tensor over memory that is the caller's and must live as long. */
  tensor(memory: ArrayBufferView, dims: readonly number[], elementType: number): bigint {
    const shape = BigInt64Array.from(dims, BigInt);
    return this.made(
      'createTensorWithDataAsOrtValue',
      this.mainMemory,
      memory,
      memory.byteLength,
      shape,
      dims.length,
      elementType,
    );
  }

  addressOf(memory: ArrayBufferView): bigint {
    return this.#foreign.addressOf(memory);
  }

  /** The text that a function allocated and gave the address of, which is freed. */
  takeText(address: bigint): string {
    const text = this.#foreign.text(address);
    this.call('allocatorFree', this.made('getAllocatorWithDefaultOptions'), address);
    return text;
  }

  #check(status: unknown): void {
    if (status === null || status === undefined || status === 0n) return;
    const address = status as PointerLike;
    const message: unknown = this.#functions.getErrorMessage(address);
    this.#functions.releaseStatus(address);
    throw new Error(typeof message === 'string' ? message : 'ONNX Runtime gave no reason');
  }
}
