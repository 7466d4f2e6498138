import type { z } from 'zod';
import type { DecoderDescription } from '../decoderDescription.ts';

/** How one family's config.json is read. A new family is one more file and one more line in the registry. */
export interface Architecture<Schema extends z.ZodType> {
  /** `model_type` in config.json. */
  readonly modelType: string;
  readonly configSchema: Schema;
  describe(config: z.infer<Schema>): DecoderDescription;
}
