// transformers.js with the ONNX Runtime that it brings, on the same graph as TriMix.
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serveEngine, type Engine, type EngineSettings } from './engine.ts';

/** As much of transformers.js as is used: it is no dependency, so its types are not at hand. */
interface Library {
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => IdTensor;
  readonly DynamicCache: new (entries: object) => object;
  readonly AutoModelForCausalLM: {
    from_pretrained(
      name: string,
      options: object,
    ): Promise<{
      generate(options: object): Promise<{ readonly sequences: IdTensor; readonly past_key_values: object }>;
    }>;
  };
}

interface IdTensor {
  readonly data: BigInt64Array;
}

await serveEngine(async ({ model: folder, threads, packages }: EngineSettings): Promise<Engine> => {
  const entry = join(packages, 'node_modules/@huggingface/transformers/dist/transformers.node.mjs');
  const { env, Tensor, DynamicCache, AutoModelForCausalLM } = (await import(
    pathToFileURL(entry).href
  )) as Library;
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  const model = await AutoModelForCausalLM.from_pretrained(basename(folder), {
    device: 'cpu',
    // The name of the file without a suffix; what is in it is int4.
    dtype: 'fp32',
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  });
  let ids = new BigInt64Array();
  let cache: object = {};
  const generate = (max_new_tokens: number, past: object | null): ReturnType<typeof model.generate> =>
    model.generate({
      input_ids: new Tensor('int64', ids, [1, ids.length]),
      attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), [1, ids.length]),
      max_new_tokens,
      do_sample: false,
      return_dict_in_generate: true,
      ...(past === null ? {} : { past_key_values: past }),
    });
  return {
    async read(prompt) {
      ids = BigInt64Array.from(prompt, BigInt);
      const { sequences, past_key_values } = await generate(1, null);
      ids = BigInt64Array.from(sequences.data);
      cache = { ...past_key_values };
    },
    async write(tokens) {
      await generate(tokens, new DynamicCache(cache));
    },
  };
});
