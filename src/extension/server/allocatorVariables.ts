/**
 * Variables for the allocator of the GNU C library, which others ignore. Without them it raises the size from which a
 * block is mapped by itself to 32 MB once models are unloaded, and then keeps much of their memory for good: of three
 * models of 1.95 GB resident in all, 0.86 GB stayed after unloading, and 1.2 GB the second time.
 *
 * Blocks from 1 MiB on are mapped by themselves and go back to the system when they are freed: that takes in most
 * weights, and spares the KV caches of small models, whose pages would have to be made anew at every token. With few
 * arenas the rest does not spread. 0.28 GB stay then.
 */
export const allocatorVariables = {
  MALLOC_MMAP_THRESHOLD_: String(1024 ** 2),
  MALLOC_TRIM_THRESHOLD_: String(1024 ** 2),
  MALLOC_ARENA_MAX: '2',
} as const;
