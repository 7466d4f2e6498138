import type { RewindingStrategy } from './rewinding.ts';

/** The buffers stay as long as they ever were, and the attention mask tells how much of them counts. */
export const maskRewinding: RewindingStrategy = {
  fit: (tensor) => tensor,
  // No run writes into what it is fed: the memory can be shared.
  copy: (tensor) => tensor,
  isBufferFor: (positions, length) => positions >= length,
};
