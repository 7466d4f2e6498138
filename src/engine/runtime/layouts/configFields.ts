import { z } from 'zod';

/** Bounds are far above any published model; they keep a hostile file from asking for more than a machine can give. */
const positive = z.int().positive();

export const layers = positive.max(1024);
export const heads = positive.max(1024);
export const headSize = positive.max(4096);
export const hiddenSize = positive.max(1_048_576);
export const vocabularySize = positive.max(4_000_000);
export const contextLength = positive.max(16_777_216);
export const architecture = z.string().max(100);

const tokenId = z.int().nonnegative().max(4_000_000);

/** One or several token ids, none. */
export const tokenIds = z
  .union([tokenId, z.array(tokenId).max(64)])
  .nullish()
  .transform((ids): readonly number[] => [ids ?? []].flat());
