import { TriMixError, throwIfAborted } from '../../engine/errors.ts';
import { bodyOf } from './bodyOf.ts';
import { causeOf, refusal } from './hubErrors.ts';
import { parseEndpoint } from './endpoint.ts';
import { parseRetryAfter, pause, pauseAfter, type RetryPolicy } from './retry.ts';
import { StallWatch } from './stallWatch.ts';

export interface HubClientOptions {
  readonly endpoint: string;
  /** An access token; kept in memory only, and sent to the endpoint's own origin only. */
  readonly token?: string | undefined;
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal;
}

/** An answer whose body has not been read yet. Close the watch when done. */
export interface OpenAnswer {
  readonly response: Response;
  /** Ends the connection when nothing comes for too long. */
  readonly watch: StallWatch;
}

/** No listing of a repository comes near this, in bytes. */
const largestText = 32_000_000;

/** Requests to one hub: with the token where it belongs, tried again where that helps, refusals in our own words. */
export class HubClient {
  readonly endpoint: string;
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal;
  readonly #origin: string;
  readonly #authorization: string | null;

  /** @throws TriMixError `hub-endpoint-invalid`, `hub-token-invalid` */
  constructor({ endpoint, token, retry, signal }: HubClientOptions) {
    this.endpoint = parseEndpoint(endpoint, token !== undefined);
    this.#origin = new URL(this.endpoint).origin;
    if (token !== undefined && !/^[\x21-\x7e]{1,1000}$/.test(token))
      throw new TriMixError('hub-token-invalid');
    this.#authorization = token === undefined ? null : `Bearer ${token}`;
    this.retry = retry;
    this.signal = signal;
  }

  /** For messages: the host, with the port where there is one. */
  get host(): string {
    return new URL(this.endpoint).host;
  }

  /**
   * Asks until there is an answer worth having.
   *
   * @param subject what is asked for, for messages
   * @returns a successful answer (2xx)
   * @throws TriMixError `hub-unreachable`, `hub-token-needed`, `hub-access-denied`, `hub-not-found`,
   *   `hub-rate-limited`, `hub-failed`, `hub-answer-invalid`, `cancelled`
   */
  async open(
    url: string,
    subject: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<OpenAnswer> {
    for (let failures = 1; ; failures++) {
      const outcome = await this.#try(url, headers);
      if ('response' in outcome && outcome.response.ok) return outcome;
      const wait = await this.#waitAfter(outcome, subject, failures);
      await pause(wait, this.signal);
    }
  }

  /** Reads a whole text answer, again from the start when the connection breaks. Errors as {@link open}. */
  async text(url: string, subject: string): Promise<{ readonly text: string; readonly headers: Headers }> {
    for (let failures = 1; ; failures++) {
      const { response, watch } = await this.open(url, subject, { accept: 'application/json' });
      try {
        return { text: await this.#bounded(response, watch), headers: response.headers };
      } catch (error) {
        throwIfAborted(this.signal);
        if (error instanceof TriMixError) throw error;
        if (failures >= this.retry.attempts) {
          throw new TriMixError('hub-unreachable', { host: this.host, reason: causeOf(error) }, error);
        }
      } finally {
        watch.close();
      }
      await pause(pauseAfter(failures, this.retry), this.signal);
    }
  }

  /** One try: an answer of any status, or why there is none. */
  async #try(
    url: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<OpenAnswer | { readonly unreachable: unknown }> {
    throwIfAborted(this.signal);
    const isOurs = new URL(url).origin === this.#origin;
    // A hub that sends us elsewhere for its own listings is none: the answer would not be the one asked for.
    if (!isOurs) throw this.invalid(`it refers to ${new URL(url).host}`);
    const watch = new StallWatch(this.signal, this.retry.stallMs);
    try {
      const response = await fetch(url, {
        headers: {
          // Ranges and lengths are those of the file itself, not of something compressed on the way.
          'accept-encoding': 'identity',
          ...headers,
          // fetch drops this header by itself when it is redirected to another origin (Fetch standard, 4.4.13).
          ...(this.#authorization === null ? {} : { authorization: this.#authorization }),
        },
        signal: watch.signal,
      });
      this.#requireNoDowngrade(response);
      return { response, watch };
    } catch (error) {
      watch.close();
      throwIfAborted(this.signal);
      if (error instanceof TriMixError) throw error;
      return { unreachable: watch.hasStalled ? new Error('it does not answer') : error };
    }
  }

  /** How long to wait after an answer that is none, in milliseconds. @throws TriMixError when waiting is of no use */
  async #waitAfter(
    outcome: OpenAnswer | { readonly unreachable: unknown },
    subject: string,
    failures: number,
  ): Promise<number> {
    const { host } = this;
    if ('unreachable' in outcome) {
      const reason = causeOf(outcome.unreachable);
      if (failures < this.retry.attempts) return pauseAfter(failures, this.retry);
      throw new TriMixError('hub-unreachable', { host, reason }, outcome.unreachable);
    }
    const { response, watch } = outcome;
    await response.body?.cancel().catch(() => undefined);
    watch.close();
    const final = refusal(response.status, host, subject);
    if (final !== null) throw final;
    const asked = parseRetryAfter(response.headers.get('retry-after'));
    const isTooLong = (asked ?? 0) > this.retry.longestPauseMs;
    if (failures < this.retry.attempts && !isTooLong) return asked ?? pauseAfter(failures, this.retry);
    const seconds = Math.ceil((asked ?? this.retry.longestPauseMs) / 1000);
    if (response.status === 429) throw new TriMixError('hub-rate-limited', { host, seconds });
    throw new TriMixError('hub-failed', { host, status: response.status });
  }

  /** An answer that cannot be what was asked for. */
  invalid(reason: string, cause?: unknown): TriMixError {
    return new TriMixError('hub-answer-invalid', { host: this.host, reason }, cause);
  }

  #requireNoDowngrade(response: Response): void {
    if (this.endpoint.startsWith('https:') && !response.url.startsWith('https:')) {
      throw this.invalid('it redirects to an unencrypted connection');
    }
  }

  async #bounded(response: Response, watch: StallWatch): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    for await (const chunk of bodyOf(response)) {
      watch.alive();
      bytes += chunk.byteLength;
      if (bytes > largestText) throw this.invalid('its list of files has no end');
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  }
}
