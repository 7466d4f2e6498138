import type { z } from 'zod';
import type { DecoderDescription } from '../decoder/decoderDescription.ts';

/**
 * Says what decoder a configuration stands for.
 *
 * @param hasTensor whether the checkpoint has a tensor: the same family is stored under more than one prefix
 */
export type DescribeDecoder = (hasTensor: (name: string) => boolean) => DecoderDescription;

/** How one family's config.json is read. A new family is one more file and one more line in the registry. */
export interface Architecture {
  /** `model_type` in config.json. */
  readonly modelType: string;
  /** Takes a whole config.json; its issues name the keys that are wrong or not supported. */
  readonly configSchema: z.ZodType<DescribeDecoder>;
}
