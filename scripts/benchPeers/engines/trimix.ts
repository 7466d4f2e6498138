// TriMix's own runtime with one model: what the engine runs for each source.
import { prefill } from '../../../src/engine/decoding/prefill.ts';
import { argmax } from '../../../src/engine/fusion/distribution.ts';
import { LanguageModel } from '../../../src/engine/runtime/languageModel.ts';
import { serveEngine, type Engine, type EngineSettings } from './engine.ts';

await serveEngine(async ({ model: folder, threads, load }: EngineSettings): Promise<Engine> => {
  const options = { executionProvider: 'cpu', threads, label: 'bench', ...load } as const;
  const model = await LanguageModel.load(folder, options);
  let length = 0;
  let first = 0;
  return {
    async read(ids) {
      model.rewind(0);
      const { row } = await prefill(model, ids, {});
      length = ids.length;
      first = argmax(row, model.logitsWidth);
    },
    async write(tokens) {
      model.rewind(length);
      let last = first;
      for (let written = 0; written < tokens; written++) {
        const { data } = await model.append([last], 1);
        last = argmax(data, model.logitsWidth);
      }
    },
  };
});
