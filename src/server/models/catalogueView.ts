import {
  describeTrio,
  trioName,
  trioTitle,
  type CatalogueTrio,
  type InstalledTrio,
} from '../../models/index.ts';
import { trioLanguages } from '../../engine/trio/trioManifest.ts';
import type { Precision } from '../../protocol/engineTypes.ts';
import type { CatalogueTrioView, MachineMemory, PrecisionView } from '../../protocol/models.ts';
import { fitOf } from './fit.ts';

/** What models are installed in: full precision takes four times the memory and writes no better. */
const offeredPrecisions = ['int4', 'int8', 'fp16'] as const satisfies readonly Precision[];

/** Of the graphics memory: more than int4 is recommended only where much of it stays free. */
const comfortable = 0.6;

interface Surroundings {
  readonly memory: MachineMemory;
  /** The trios of the store. */
  readonly installed: readonly InstalledTrio[];
  /** Address of the hub. */
  readonly endpoint: string;
}

/** A trio of the catalogue with what it means for this machine. */
export function catalogueTrioView(
  trio: CatalogueTrio,
  { memory, installed, endpoint }: Surroundings,
): CatalogueTrioView {
  const { id, language, models, downloadBytes, diskBytes, gated, onlyIfOnHub, quality } = describeTrio(trio);
  const { largeIns, smallCpt, smallBase } = models;
  const checkpoints = [largeIns, smallCpt, smallBase];
  const precisions = offeredPrecisions.map((precision): PrecisionView => {
    const bytes = {
      largeIns: largeIns.memoryBytes[precision],
      smallCpt: smallCpt.memoryBytes[precision],
      smallBase: smallBase.memoryBytes[precision],
    };
    return {
      precision,
      diskBytes: diskBytes[precision],
      memoryBytes: bytes.largeIns + bytes.smallCpt + bytes.smallBase,
      fit: fitOf(bytes, memory),
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
    recommended: recommendedPrecision(precisions, memory),
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
export function recommendedPrecision(
  precisions: readonly Pick<PrecisionView, 'precision' | 'memoryBytes' | 'fit'>[],
  { gpu }: Pick<MachineMemory, 'gpu'>,
): Precision {
  const room = gpu === null ? 0 : comfortable * (gpu.available ?? gpu.total);
  const fitting = precisions.filter(({ fit, memoryBytes }) => fit.kind === 'gpu' && memoryBytes <= room);
  return fitting.toSorted((one, other) => other.memoryBytes - one.memoryBytes)[0]?.precision ?? 'int4';
}
