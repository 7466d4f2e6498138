import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { modelFolders, trioManifestSchema } from '../../../src/engine/trio/trioManifest.ts';
import { readFileSync } from 'node:fs';
import { convertModel, type Precision } from '../../../src/models/index.ts';
import { dequantise } from '../support/dequantise.ts';
import { negativeLogLikelihood } from '../support/distributions.ts';
import { anyProvenance, demoDirectory, temporaryFolder } from '../support/folders.ts';
import { heldOutTokens } from '../support/heldOut.ts';
import { OnnxModel } from '../support/onnxModel.ts';
import { writeSafetensors } from '../support/writeSafetensors.ts';

const manifest = trioManifestSchema.parse(JSON.parse(readFileSync(join(demoDirectory, 'trio.json'), 'utf8')));
const folders = modelFolders(manifest);

/** The texts that a model is for: a small-cpt is for its language, the others for all. */
const languagesOf = (folder: string) =>
  languageTags.filter((tag) => !folder.startsWith('small-cpt') || manifest.sources.smallCpt[tag] === folder);

/** Perplexity per token of all texts together. */
async function perplexity(directory: string, texts: readonly (readonly number[])[]): Promise<number> {
  const model = await OnnxModel.load(directory);
  let [nats, tokens] = [0, 0];
  for (const ids of texts) {
    nats += negativeLogLikelihood((await model.run(ids)).logits, ids) * (ids.length - 1);
    tokens += ids.length - 1;
  }
  await model.release();
  return Math.exp(nats / tokens);
}

test.each(folders)('int4 of %s is at most 3 %% worse than fp32 on held-out text', async (folder) => {
  const workspace = await temporaryFolder();
  const source = join(workspace, 'checkpoint');
  const { config, tensors } = dequantise(join(demoDirectory, folder));
  await mkdir(source);
  await writeFile(join(source, 'config.json'), JSON.stringify(config));
  await writeSafetensors(join(source, 'model.safetensors'), tensors);
  await copyFile(join(demoDirectory, 'tokenizer.json'), join(source, 'tokenizer.json'));

  const languages = languagesOf(folder);
  const texts = languages.flatMap((tag) => heldOutTokens(tag, languages.length === 1 ? 30 : 6, 200));
  const measured = async (precision: Precision): Promise<number> => {
    const out = join(workspace, precision);
    await convertModel({ source, out, precision, provenance: anyProvenance });
    return perplexity(out, texts);
  };
  const [exact, int4] = [await measured('fp32'), await measured('int4')];
  const tokens = texts.reduce((sum, ids) => sum + ids.length - 1, 0);
  console.log(
    `${folder}: fp32 ${exact.toFixed(2)}, int4 ${int4.toFixed(2)} (${((int4 / exact - 1) * 100).toFixed(2)} %) over ${tokens} tokens`,
  );
  expect(int4 / exact).toBeLessThan(1.03);
});
