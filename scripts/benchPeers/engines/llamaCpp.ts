// llama.cpp through node-llama-cpp, with the binary that the package brings.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serveEngine, type Engine, type EngineSettings } from './engine.ts';

/** As much of node-llama-cpp as is used: it is no dependency, so its types are not at hand. */
interface Library {
  readonly getLlama: (options: object) => Promise<{
    loadModel(options: object): Promise<{
      createContext(options: object): Promise<{ getSequence(): Sequence }>;
    }>;
  }>;
}

interface Sequence {
  readonly nextTokenIndex: number;
  clearHistory(): Promise<void>;
  eraseContextTokenRanges(ranges: readonly { start: number; end: number }[]): Promise<void>;
  evaluate(tokens: readonly number[], options: object): AsyncGenerator<number>;
}

await serveEngine(async ({ model: modelPath, threads, contextLength, packages }: EngineSettings) => {
  const entry = pathToFileURL(join(packages, 'node_modules/node-llama-cpp/dist/index.js'));
  const { getLlama } = (await import(entry.href)) as Library;
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, maxThreads: threads });
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize: contextLength, threads });
  const sequence = context.getSequence();
  const take = async (ids: readonly number[], tokens: number): Promise<number> => {
    let last = 0;
    let taken = 0;
    for await (const token of sequence.evaluate(ids, { temperature: 0, yieldEogToken: true })) {
      last = token;
      if (++taken === tokens) break;
    }
    if (taken < tokens) throw new Error(`llama.cpp wrote ${taken} tokens instead of ${tokens}`);
    return last;
  };
  let length = 0;
  let first = 0;
  return {
    async read(ids) {
      await sequence.clearHistory();
      first = await take(ids, 1);
      length = ids.length;
    },
    async write(tokens) {
      const end = sequence.nextTokenIndex;
      if (end > length) await sequence.eraseContextTokenRanges([{ start: length, end }]);
      await take([first], tokens);
    },
  } satisfies Engine;
});
