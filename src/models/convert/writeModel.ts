import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { throwIfAborted } from '../../engine/errors.ts';
import {
  modelManifestFile,
  modelManifestSchema,
  type ModelManifest,
} from '../../engine/runtime/modelManifest.ts';
import { writeOutput } from '../files/outputFolder.ts';
import { GraphWriter } from '../onnx/graphWriter.ts';
import { readDescription } from './architectures/readDescription.ts';
import type { DecoderDescription } from './decoder/decoderDescription.ts';
import { writeDecoderGraph } from './decoder/decoderGraph.ts';
import { describeModel, graphFile } from './describeModel.ts';
import { findWeights, type FoundWeights } from './openTensors.ts';
import { openWeightPool, usefulThreads } from './parallel/weightPool.ts';
import { defaultBlockSize, type Precision } from './precision.ts';
import { conversionIdentity } from './unfinished/conversionIdentity.ts';
import { readJournal, writeJournal, type JournalContent } from './unfinished/journal.ts';
import { openBeginning, openUnfinished, type Start } from './unfinished/openStart.ts';
import { startAnew, type WorkFolder } from './unfinished/workFolder.ts';
import { formatOf } from './weights/formatOf.ts';
import { planWeights, type PlannedUnit } from './weights/plannedWeights.ts';
import { WeightFile, type StoredUnits } from './weights/weightFile.ts';
import type { WeightFormat } from './weights/weightFormat.ts';
import { WeightReader } from './weights/weightReader.ts';
import { countWeights } from './weights/weightStore.ts';
import { directoryOf, type WeightsSource } from './weightsSource.ts';

/** Where a checkpoint came from, as the model's description repeats it. */
export type Provenance = ModelManifest['source'];

export interface WriteModelOptions {
  /** Folder with config.json and the safetensors files, or where the latter come from one by one. */
  readonly source: string | WeightsSource;
  readonly precision: Precision;
  /** Weights per scale for int8 and int4: a power of two from 16 to 256. */
  readonly blockSize?: number | undefined;
  readonly provenance: Provenance;
  /** sha256 of the tokenizer.json that belongs to the checkpoint. */
  readonly tokenizerSha256: string;
  /** Bytes of the model after which a journal notes how far it is, where one is kept; 64 MiB where nobody says. */
  readonly journalBytes?: number | undefined;
  /** Threads that compute besides the calling one; as many as are of use where nobody says. The bytes do not depend on it. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of weights converted so far, and of all that the decoder needs. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

const dataFile = 'model.onnx.data';

/** Bytes between two entries of the journal: seconds of work. */
const defaultJournalBytes = 2 ** 26;

/**
 * Converts one checkpoint into the model folder of a work folder: model.onnx, model.onnx.data and trimix-model.json.
 * The same checkpoint and options give the same bytes, however often the work was broken off in between.
 */
export async function writeModel(folder: WorkFolder, options: WriteModelOptions): Promise<ModelManifest> {
  const { precision, blockSize = defaultBlockSize, signal = new AbortController().signal } = options;
  const directory = directoryOf(options.source);
  const format = formatOf(precision, blockSize);
  const describeDecoder = await readDescription(directory);
  const identity = await conversionIdentity({ ...options, directory, blockSize });

  const attempt = async (journal: JournalContent | null): Promise<ModelManifest | null> => {
    const known = journal === null ? null : new Map(Object.entries(journal.weightMap));
    const weights = await findWeights(options.source, known, signal);
    try {
      const description = describeDecoder((tensor) => weights.weightMap.has(tensor));
      const plan = await planWeights(description, format);
      const start =
        journal === null
          ? await openBeginning(folder, dataFile)
          : await openUnfinished(folder, dataFile, journal, { plan, signal });
      if (start === null) return null;
      const conversion = { description, plan, weights, start, format, identity, signal };
      const files = await writeFiles(folder, conversion, options);
      const manifest = modelManifestSchema.parse(describeModel(description, files, options));
      await writeOutput(join(folder.model, modelManifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
      return manifest;
    } finally {
      await weights.close();
    }
  };

  const journal = folder.journal === null ? null : await readJournal(folder.journal, identity);
  const finished = journal === null ? null : await attempt(journal);
  if (finished !== null) return finished;
  await startAnew(folder);
  return (await attempt(null))!;
}

interface Conversion {
  readonly description: DecoderDescription;
  readonly plan: readonly PlannedUnit[];
  readonly weights: FoundWeights;
  readonly start: Start;
  readonly format: WeightFormat;
  readonly identity: string;
  readonly signal: AbortSignal;
}

async function writeFiles(
  folder: WorkFolder,
  { description, plan, weights, start, format, identity, signal }: Conversion,
  { precision, journalBytes = defaultJournalBytes, threads, onProgress }: WriteModelOptions,
): Promise<ModelManifest['files']> {
  const { data, carried, stored, current } = start;
  const needed = plan.slice(stored.length).flatMap(({ tensors }) => tensors);
  const total = countWeights(plan.flatMap(({ tensors }) => tensors));
  let done = total - countWeights(needed);
  const onWeights = (count: number): void => onProgress?.((done += count), total);

  const weightMap = Object.fromEntries(
    plan.flatMap(({ tensors }) => tensors.map(({ tensor }) => [tensor, weights.weightMap.get(tensor)!])),
  );
  const { journal } = folder;
  const pool = openWeightPool(threads ?? usefulThreads(total - done));
  try {
    const tensors = await weights.open(needed, carried, current);
    const reader = new WeightReader(tensors.reader, { precision, pool, signal, onWeights });
    const { shards } = tensors;
    const record = async ({ units, data: state }: StoredUnits): Promise<void> => {
      if (journal === null) return;
      await writeJournal(journal, {
        conversion: identity,
        weightMap,
        units: units.map((ranges) => [...ranges]),
        data: state,
        current: shards?.current ?? null,
        carried: [...carried.entries],
      });
      await carried.tidy();
    };
    const store = new WeightFile({
      data,
      reader,
      shards,
      stored,
      record: journal === null ? null : record,
      recordBytes: journalBytes,
      signal,
    });
    try {
      onWeights(0);
      const graph = new GraphWriter(dataFile);
      await writeDecoderGraph(description, { graph, store, format });
      throwIfAborted(signal);
      await data.flush();
      const graphBytes = graph.encode(description.architecture);
      await writeOutput(join(folder.model, graphFile), graphBytes);
      const sha256 = createHash('sha256').update(graphBytes).digest('hex');
      return [
        { path: graphFile, bytes: graphBytes.byteLength, sha256 },
        { path: dataFile, ...data.state },
      ];
    } catch (error) {
      // What stopped the work is what the caller must hear of; without this entry the next run only has more to do.
      await store.record().catch(() => undefined);
      throw error;
    } finally {
      await tensors.close();
    }
  } finally {
    await pool.close();
    await carried.close();
    await data.close();
  }
}
