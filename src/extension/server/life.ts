import type { ServerStatus } from '../../protocol/status.ts';

/** Where the server is in its life, as the extension sees it. */
export type ServerLife =
  /** Nobody needed it yet: no text in one of the languages was met. */
  | { readonly kind: 'not-started' }
  | { readonly kind: 'up'; readonly status: ServerStatus }
  | { readonly kind: 'crashed'; readonly retryInSeconds: number }
  /** It crashed too often, or there is nothing to run it on. `reason` is for the user. */
  | { readonly kind: 'gave-up'; readonly reason: string }
  | { readonly kind: 'stopped' };
