/**
 * Variables for the allocator of the GNU C library, which others ignore. Without them it raises the size from which a
 * block is mapped by itself to 32 MB once models are unloaded, and then keeps most of their memory for good: of a model
 * of 400 MB 580 MB stayed resident after unloading, and 230 MB with them.
 *
 * Blocks from 2 MiB on are mapped by themselves and go back to the system when they are freed: that takes in nearly all
 * weights, and spares the KV caches of small models, whose pages would have to be made anew at every token.
 */
export const allocatorVariables = {
  MALLOC_MMAP_THRESHOLD_: String(2 * 1024 ** 2),
  MALLOC_TRIM_THRESHOLD_: String(64 * 1024 ** 2),
} as const;
