/** Where a trio would run on this machine, or by how much it is too large. */
export type Fit =
  | { readonly kind: 'gpu' }
  /** The large model on the processor, the small ones on the graphics processor, or the other way round. */
  | { readonly kind: 'gpu-and-cpu' }
  | { readonly kind: 'cpu' }
  /** Not all three models fit: fewer would run. */
  | { readonly kind: 'reduced'; readonly models: 1 | 2 }
  /** Not even the smallest part of it fits: what that needs, and what there is. */
  | { readonly kind: 'too-large'; readonly neededBytes: number; readonly availableBytes: number };
