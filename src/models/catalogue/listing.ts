import { defaultContextTokens, modelMemory } from '../../engine/memory/modelMemory.ts';
import type { CpuRuntime } from '../../engine/runtime/session/modelSession.ts';
import type { Precision } from '../convert/precision.ts';
import type { CatalogueCheckpoint, CatalogueTrio } from './catalogue.ts';
import { bytesOnDisk, convertedSize, downloadBytes } from './footprint.ts';
import { parameterCount } from './shape.ts';

/** A checkpoint as a picker shows it; sizes in bytes. */
export interface CheckpointListing {
  readonly repository: string;
  readonly architecture: string;
  readonly parameters: number;
  readonly licence: CatalogueCheckpoint['licence'];
  readonly gated: boolean;
  readonly onlyIfOnHub: boolean;
  readonly trainedOn: CatalogueCheckpoint['trainedOn'];
  readonly downloadBytes: number;
  readonly diskBytes: Readonly<Record<Precision, number>>;
  /** On the processor, with a full context; the KV cache and the runtime's own buffers are in it. */
  readonly memoryBytes: Readonly<Record<Precision, number>>;
}

/** A trio as a picker shows it; the sums are of all three models. */
export interface TrioListing extends Pick<CatalogueTrio, 'id' | 'language' | 'quality' | 'weights'> {
  readonly models: Readonly<Record<'largeIns' | 'smallCpt' | 'smallBase', CheckpointListing>>;
  readonly gated: boolean;
  readonly onlyIfOnHub: boolean;
  readonly commercialUse: boolean;
  readonly downloadBytes: number;
  readonly diskBytes: Readonly<Record<Precision, number>>;
  readonly memoryBytes: Readonly<Record<Precision, number>>;
}

/**
 * What a trio of the catalogue costs, and under which terms it comes.
 *
 * @param cpuRuntime what would run it on the CPU: the memory depends on it
 */
export function describeTrio(
  { largeIns, smallCpt, smallBase, id, language, quality, weights }: CatalogueTrio,
  cpuRuntime: CpuRuntime,
): TrioListing {
  const models = {
    largeIns: describeCheckpoint(largeIns, cpuRuntime),
    smallCpt: describeCheckpoint(smallCpt, cpuRuntime),
    smallBase: describeCheckpoint(smallBase, cpuRuntime),
  };
  const all = Object.values(models);
  const sum = (of: (model: CheckpointListing) => number): number =>
    all.reduce((total, model) => total + of(model), 0);
  return {
    id,
    language,
    quality,
    weights,
    models,
    gated: all.some((model) => model.gated),
    onlyIfOnHub: all.some((model) => model.onlyIfOnHub),
    commercialUse: all.every(({ licence }) => licence.commercialUse),
    downloadBytes: sum((model) => model.downloadBytes),
    diskBytes: perPrecision((precision) => sum((model) => model.diskBytes[precision])),
    memoryBytes: perPrecision((precision) => sum((model) => model.memoryBytes[precision])),
  };
}

function describeCheckpoint(
  { shape, ...checkpoint }: CatalogueCheckpoint,
  cpuRuntime: CpuRuntime,
): CheckpointListing {
  return {
    repository: checkpoint.repository,
    architecture: shape.architecture,
    parameters: parameterCount(shape),
    licence: checkpoint.licence,
    gated: checkpoint.gated,
    onlyIfOnHub: checkpoint.onlyIfOnHub,
    trainedOn: checkpoint.trainedOn,
    downloadBytes: downloadBytes(shape),
    diskBytes: perPrecision((precision) => bytesOnDisk(shape, precision)),
    memoryBytes: perPrecision(
      (precision) =>
        modelMemory(convertedSize(shape, precision), 'cpu', defaultContextTokens, cpuRuntime).main,
    ),
  };
}

function perPrecision(of: (precision: Precision) => number): Record<Precision, number> {
  return { fp32: of('fp32'), fp16: of('fp16'), int8: of('int8'), int4: of('int4') };
}
