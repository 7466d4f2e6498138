import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LanguageModel } from '../../../src/engine/runtime/languageModel.ts';
import { modelManifestFile, type ModelManifest } from '../../../src/engine/runtime/modelManifest.ts';
import { demoDirectory } from '../demo.ts';
import { editJson } from './foreignModels.ts';

it.each([
  ['an input', /no input «ids»/, (graph: ModelManifest['graph']) => (graph.inputs.inputIds = 'ids')],
  ['an output', /no output «scores»/, (graph: ModelManifest['graph']) => (graph.logits = 'scores')],
  [
    'a layer more',
    /no input «past_key_values\.3\.key»/,
    (graph: ModelManifest['graph']) => graph.kvCache.layers++,
  ],
  [
    'a layer less',
    /does not know, «past_key_values/,
    (graph: ModelManifest['graph']) => graph.kvCache.layers--,
  ],
  [
    'another type',
    /float32 instead of float16/,
    (graph: ModelManifest['graph']) => (graph.kvCache.type = 'float16'),
  ],
])('a description that says %s which the loaded graph has not is refused', async (_, message, change) => {
  const folder = await mkdtemp(join(tmpdir(), 'trimix-session-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(join(demoDirectory, 'small-base'), folder, { recursive: true });
  await editJson(join(folder, modelManifestFile), (manifest) =>
    change(manifest['graph'] as ModelManifest['graph']),
  );
  const loading = LanguageModel.load(folder, { executionProvider: 'cpu', threads: 1, label: 'm' });
  await expect(loading).rejects.toMatchObject({ code: 'model-graph-unsupported', message });
});
