import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TriMixError } from '../../errors.ts';

/** Where Optimum and transformers.js put graphs, below the model's folder; older exports have them at its top. */
export const graphFolder = 'onnx';

/**
 * Ends of the names of the variants (transformers.js calls them dtypes), the first there is being taken: blocks of
 * four bits, then eight, with float32 between the products, which is what a CPU runs fastest; then four bits with
 * float16 between them; then float32, then float16, which a CPU widens as it goes.
 */
export const variantOrder = ['_q4', '_int8', '_uint8', '_quantized', '_q4f16', '_bnb4', '', '_fp16'] as const;

/**
 * The graph to run of a folder in Optimum's layout, as a path below it.
 *
 * @throws TriMixError `model-layout-unknown`
 */
export async function findVariant(directory: string): Promise<string> {
  const found = new Set<string>();
  for (const folder of [graphFolder, '.']) {
    const names = new Set(await readdir(join(directory, folder)).catch(() => []));
    for (const suffix of variantOrder) {
      const name = `model${suffix}.onnx`;
      if (names.has(name)) return folder === '.' ? name : `${folder}/${name}`;
    }
    for (const name of names) if (name.endsWith('.onnx')) found.add(name);
  }
  throw new TriMixError('model-layout-unknown', {
    directory,
    reason:
      found.size === 0
        ? 'it has a config.json and no ONNX graph'
        : `it has no model.onnx or a variant of it (${variantOrder.filter(Boolean).join(', ')}), only ${[...found].sort().slice(0, 5).join(', ')}`,
  });
}
