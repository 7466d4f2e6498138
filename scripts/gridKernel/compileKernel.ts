import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What is used of the compiler. Its own types declare another `Array`, for every file that is checked with them. */
interface Compiler {
  main(
    argv: readonly string[],
    options: {
      readonly readFile: (name: string) => string | null;
      readonly writeFile: (name: string, contents: string | Uint8Array) => void;
      readonly listFiles: () => readonly string[];
      readonly stderr: { readonly write: (chunk: string | Uint8Array) => void };
    },
  ): Promise<{ readonly error: Error | null }>;
}

/** An address that the type checker does not follow. */
const compiler = import.meta.resolve('assemblyscript/asc');

const folder = path.join(import.meta.dirname, 'assembly');

/** Compiles the kernel. The bytes depend on the source and the compiler's version alone. */
export async function compileKernel(): Promise<Uint8Array> {
  const source = await readFile(path.join(folder, 'gridSums.ts'), 'utf8');
  const { default: asc } = (await import(compiler)) as { readonly default: Compiler };
  const written: Uint8Array[] = [];
  const complaints: string[] = [];
  const { error } = await asc.main(
    ['gridSums.ts', '-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--outFile', 'kernel.wasm'],
    {
      // The compiler asks for files of its own library as well: those it brings itself.
      readFile: (name) => (name === 'gridSums.ts' ? source : null),
      writeFile: (name, contents) => {
        if (name === 'kernel.wasm' && typeof contents !== 'string') written.push(contents);
      },
      listFiles: () => [],
      stderr: { write: (chunk: string | Uint8Array) => complaints.push(Buffer.from(chunk).toString()) },
    },
  );
  const [bytes] = written;
  if (error !== null || bytes === undefined)
    throw new Error(`The kernel does not compile.\n${complaints.join('')}`, { cause: error });
  return bytes;
}
