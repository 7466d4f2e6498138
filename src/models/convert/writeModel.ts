import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { TriMixError, assertNever } from '../../engine/errors.ts';
import {
  modelManifestFile,
  modelManifestSchema,
  type ModelManifest,
} from '../../engine/runtime/modelManifest.ts';
import { writeOutput } from '../files/outputFolder.ts';
import { ExternalDataWriter } from '../onnx/externalData.ts';
import { GraphWriter } from '../onnx/graphWriter.ts';
import { Checkpoint } from '../safetensors/checkpoint.ts';
import { readDescription } from './architectures/readDescription.ts';
import { tensorNames, type DecoderDescription } from './decoder/decoderDescription.ts';
import { writeDecoderGraph } from './decoder/decoderGraph.ts';
import { graphNames } from './decoder/graphNames.ts';
import { defaultBlockSize, type Precision } from './precision.ts';
import { blockFormat } from './weights/blockFormat.ts';
import { floatFormat } from './weights/floatFormat.ts';
import type { WeightFormat } from './weights/weightFormat.ts';
import { WeightReader } from './weights/weightReader.ts';

/** Where a checkpoint came from, as the model's description repeats it. */
export type Provenance = ModelManifest['source'];

export interface WriteModelOptions {
  /** Folder with config.json and the safetensors files. */
  readonly source: string;
  readonly precision: Precision;
  /** Weights per scale for int8 and int4: a power of two from 16 to 256. */
  readonly blockSize?: number | undefined;
  readonly provenance: Provenance;
  /** sha256 of the tokenizer.json that belongs to the checkpoint. */
  readonly tokenizerSha256: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of the checkpoint read so far, and those of all tensors that the decoder needs. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

const graphFile = 'model.onnx';
const dataFile = 'model.onnx.data';

/**
 * Converts one checkpoint into an existing empty folder: model.onnx, model.onnx.data and trimix-model.json.
 * The same checkpoint and options give the same bytes.
 */
export async function writeModel(directory: string, options: WriteModelOptions): Promise<ModelManifest> {
  const describeDecoder = await readDescription(options.source);
  const checkpoint = await Checkpoint.open(options.source);
  try {
    const description = describeDecoder((tensor) => checkpoint.has(tensor));
    const files = await writeFiles(directory, description, checkpoint, options);
    const manifest = modelManifestSchema.parse(describe(description, files, options));
    await writeOutput(join(directory, modelManifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } finally {
    await checkpoint.close();
  }
}

async function writeFiles(
  directory: string,
  description: DecoderDescription,
  checkpoint: Checkpoint,
  { precision, blockSize, signal, onProgress }: WriteModelOptions,
): Promise<ModelManifest['files']> {
  const total = checkpoint.bytesOf(tensorNames(description));
  let done = 0;
  const onBytes = (bytes: number): void => onProgress?.((done += bytes), total);
  const data = await ExternalDataWriter.create(join(directory, dataFile));
  try {
    const graph = new GraphWriter(data);
    const reader = new WeightReader(checkpoint, { precision, signal, onBytes });
    const format = weightFormat(precision, blockSize);
    await writeDecoderGraph(description, { graph, reader, format });
    const graphBytes = graph.encode(description.architecture);
    await writeOutput(join(directory, graphFile), graphBytes);
    const sha256 = createHash('sha256').update(graphBytes).digest('hex');
    return [
      { path: graphFile, bytes: graphBytes.byteLength, sha256 },
      { path: dataFile, ...(await data.finish()) },
    ];
  } finally {
    await data.close();
  }
}

function weightFormat(precision: Precision, blockSize = defaultBlockSize): WeightFormat {
  switch (precision) {
    case 'fp32':
      return floatFormat('float32');
    case 'fp16':
      return floatFormat('float16');
    case 'int8':
      return blockFormat(8, checkedBlockSize(blockSize));
    case 'int4':
      return blockFormat(4, checkedBlockSize(blockSize));
    default:
      return assertNever(precision);
  }
}

function checkedBlockSize(blockSize: number): number {
  if (![16, 32, 64, 128, 256].includes(blockSize)) {
    throw new TriMixError('block-size-invalid', { blockSize });
  }
  return blockSize;
}

function describe(
  description: DecoderDescription,
  files: ModelManifest['files'],
  { precision, blockSize = defaultBlockSize, tokenizerSha256, provenance }: WriteModelOptions,
): ModelManifest {
  const { inputIds, attentionMask, numLogitsToKeep, logits, ...cacheNames } = graphNames;
  const isQuantised = precision === 'int8' || precision === 'int4';
  return {
    format: 1,
    architecture: description.architecture,
    files,
    graph: {
      file: graphFile,
      inputs: { inputIds, attentionMask, numLogitsToKeep },
      logits,
      kvCache: {
        layers: description.layers.length,
        keyValueHeads: description.keyValueHeads,
        headSize: description.headSize,
        type: 'float32',
        ...cacheNames,
      },
    },
    logitsWidth: description.vocabularySize,
    contextLength: description.contextLength,
    endOfTextIds: [...description.endOfTextIds],
    quantisation: { precision, blockSize: isQuantised ? blockSize : null },
    tokenizerSha256,
    source: provenance,
  };
}
