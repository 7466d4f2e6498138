import type { ModelManifest } from '../../engine/runtime/modelManifest.ts';
import type { DecoderDescription } from './decoder/decoderDescription.ts';
import { graphNames } from './decoder/graphNames.ts';
import { defaultBlockSize } from './precision.ts';
import type { WriteModelOptions } from './writeModel.ts';

/** The graph of a converted model. */
export const graphFile = 'model.onnx';

/** What trimix-model.json says of a converted model. */
export function describeModel(
  description: DecoderDescription,
  files: ModelManifest['files'],
  {
    precision,
    blockSize = defaultBlockSize,
    tokenizerSha256,
    provenance,
  }: Pick<WriteModelOptions, 'precision' | 'blockSize' | 'tokenizerSha256' | 'provenance'>,
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
