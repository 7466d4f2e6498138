/** Where the answer to a request for ghost text came from. */
export type CompletionOrigin =
  /** A generation that was begun for the request. */
  | 'model'
  /** A generation that ran already when the request came: the writer had typed what it writes. */
  | 'running'
  /** An earlier generation for the same text before the cursor. */
  | 'cache'
  /** What an earlier generation wrote goes on at the cursor. */
  | 'type-through'
  /** A generation that was begun ahead of the request, after an offer was taken. */
  | 'prepared';

/** What became of the requests for ghost text since the server started. */
export interface CompletionCounts {
  /** Requests that were answered with text. */
  readonly answered: Readonly<Record<CompletionOrigin, number>>;
  /** Generations that came to their end. */
  readonly finished: number;
  /** Generations that something newer ended. */
  readonly superseded: number;
  /** Tokens of the prompts of finished generations. */
  readonly promptTokens: number;
  /** Those of `promptTokens` that were in the models' caches. */
  readonly cachedTokens: number;
}
