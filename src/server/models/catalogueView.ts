import {
  convertedSize,
  describeTrio,
  trioName,
  trioTitle,
  type CatalogueTrio,
  type InstalledTrio,
} from '../../models/index.ts';
import type { PerSource } from '../../engine/fusion/sources.ts';
import type { ModelSize } from '../../engine/memory/modelMemory.ts';
import { trioLanguages } from '../../engine/trio/trioManifest.ts';
import type { Precision } from '../../protocol/engineTypes.ts';
import type { CatalogueTrioView, PrecisionView } from '../../protocol/models.ts';
import { fitIn } from './fit.ts';
import type { Machine } from './machine.ts';

/** What models are offered in, the smallest first: full precision takes four times the memory and writes no better. */
const offeredPrecisions = ['int4', 'int8', 'fp16'] as const satisfies readonly Precision[];

/** Of the graphics memory: more than int4 is recommended only where much of it stays free. */
const comfortable = 0.6;

interface Surroundings {
  readonly machine: Machine;
  /** The trios of the store. */
  readonly installed: readonly InstalledTrio[];
  /** Address of the hub. */
  readonly endpoint: string;
}

/** A trio of the catalogue with what it means for this machine. */
export function catalogueTrioView(
  trio: CatalogueTrio,
  { machine, installed, endpoint }: Surroundings,
): CatalogueTrioView {
  const { id, language, models, downloadBytes, diskBytes, memoryBytes, gated, onlyIfOnHub, quality } =
    describeTrio(trio, machine.cpuRuntime);
  const { largeIns, smallCpt, smallBase } = models;
  const checkpoints = [largeIns, smallCpt, smallBase];
  const precisions = offeredPrecisions.map((precision): PrecisionView => {
    const sizes = publishedSizes(trio, precision);
    return {
      precision,
      diskBytes: diskBytes[precision],
      memoryBytes: memoryBytes[precision],
      fit: fitIn(sizes, machine),
      installed: installed.some(
        ({ name, manifest }) =>
          name === trioName(id, precision) && trioLanguages(manifest).includes(language),
      ),
    };
  });
  const licences = new Map(checkpoints.map(({ licence }) => [licence.name, licence]));
  return {
    id,
    title: trioTitle(trio),
    language,
    repositories: {
      largeIns: largeIns.repository,
      smallCpt: smallCpt.repository,
      smallBase: smallBase.repository,
    },
    downloadBytes,
    precisions,
    recommended: recommendedPrecision(trio, machine),
    licences: [...licences.values()],
    gated,
    accessPages: checkpoints
      .filter((checkpoint) => checkpoint.gated)
      .map(({ repository }) => `${endpoint}/${repository}`),
    onlyIfOnHub,
    quality,
  };
}

/** The highest precision that fits comfortably on the graphics processor; int4 where none does. */
function recommendedPrecision(trio: CatalogueTrio, machine: Machine): Precision {
  const isComfortable = (precision: Precision): boolean =>
    fitIn(publishedSizes(trio, precision), machine, comfortable).kind === 'gpu';
  return offeredPrecisions.findLast(isComfortable) ?? 'int4';
}

/** What the models will be when they are converted. */
function publishedSizes(
  { largeIns, smallCpt, smallBase }: CatalogueTrio,
  precision: Precision,
): PerSource<ModelSize> {
  const sizeOf = ({ shape }: CatalogueTrio['largeIns']): ModelSize => convertedSize(shape, precision);
  return { largeIns: sizeOf(largeIns), smallCpt: sizeOf(smallCpt), smallBase: sizeOf(smallBase) };
}
