import type { RewindingStrategy } from './rewinding.ts';

/** The buffers stay as long as they ever were, and the attention mask tells how much of them counts. */
export const maskRewinding: RewindingStrategy = {
  fit: (tensor) => tensor,
  isBufferFor: (positions, length) => positions >= length,
};
