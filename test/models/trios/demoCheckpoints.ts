import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';
import { readCatalogue, type CatalogueTrio } from '../../../src/models/index.ts';
import { packageRoot } from '../../cli/runCli.ts';
import type { LocalHub } from '../hub/localHub.ts';
import { dequantise } from '../support/dequantise.ts';
import { demoDirectory } from '../support/demoDirectory.ts';
import { writeSafetensors, type NamedTensor } from '../support/writeSafetensors.ts';

/** A trio of the catalogue by its id. */
export async function catalogueTrio(id: string): Promise<CatalogueTrio> {
  const { trios } = await readCatalogue(join(packageRoot, 'models'));
  const found = trios.find((trio) => trio.id === id);
  if (found === undefined) throw new Error(`no trio ${id}`);
  return found;
}

/** The weights files of every checkpoint that is published here. */
export const shards = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'] as const;

/**
 * Writes a demo model as the checkpoint it was converted from, in two shards: small models that really write their
 * language.
 */
export async function writeDemoCheckpoint(model: string, folder: string): Promise<void> {
  const { config, tensors } = dequantise(join(demoDirectory, model));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  for (const name of ['tokenizer.json', 'tokenizer_config.json']) {
    await copyFile(join(demoDirectory, name), join(folder, name));
  }
  await writeFile(join(folder, 'LICENSE'), 'The licence of the demo model.\n');
  const entries = [...tensors];
  const half = Math.ceil(entries.length / 2);
  const parts = [entries.slice(0, half), entries.slice(half)];
  const map: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const shard = shards[index]!;
    for (const [name] of part) map[name] = shard;
    await writeSafetensors(join(folder, shard), new Map<string, NamedTensor>(part));
  }
  await writeFile(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
}

/** The demo models in the roles of a trio of the catalogue. */
export class DemoCheckpoints {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  /**
   * Writes the checkpoints for some languages below a folder.
   *
   * @param largeIns the demo's model that is to be large-ins: a small one where many installations follow
   */
  static async write(
    root: string,
    languages: readonly LanguageTag[],
    largeIns = 'large-ins',
  ): Promise<DemoCheckpoints> {
    await writeDemoCheckpoint(largeIns, join(root, 'large-ins'));
    for (const model of ['small-base', ...languages.map((tag) => `small-cpt-${tag}`)]) {
      await writeDemoCheckpoint(model, join(root, model));
    }
    return new DemoCheckpoints(root);
  }

  /** Folder of a checkpoint, by the name of the demo's model. */
  folder(model: string): string {
    return join(this.#root, model);
  }

  /** Publishes a trio's three checkpoints under the names that the catalogue has for them. */
  async publish(
    hub: LocalHub,
    trio: CatalogueTrio,
    options: { readonly gated?: boolean } = {},
  ): Promise<void> {
    const models = { largeIns: 'large-ins', smallBase: 'small-base', smallCpt: `small-cpt-${trio.language}` };
    for (const role of ['largeIns', 'smallBase', 'smallCpt'] as const) {
      const { repository, licence } = trio[role];
      const gated = options.gated ?? trio[role].gated;
      await hub.publish(repository, this.folder(models[role]), { gated, cardData: { license: licence.id } });
    }
  }

  async remove(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
  }
}
