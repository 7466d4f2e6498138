import type { ServerCapabilities } from 'vscode-languageserver/node';
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { z } from 'zod';
import { isCancellation } from '../../engine/errors.ts';
import type { TranslationTag } from '../../engine/text/languages.ts';
import type { TrioInfo } from '../../engine/index.ts';
import { smallCptLanguage } from '../../engine/tasks/smallCptLanguage.ts';
import { requireLanguage } from '../../engine/trio/requireLanguage.ts';
import type { StopReason } from '../../protocol/engineTypes.ts';
import type { TranslateParams, TranslateResult } from '../../protocol/messages.ts';
import type { ServerSettings } from '../../protocol/settings.ts';
import type { TraceId } from '../../protocol/trace.ts';
import type { Generations } from '../engine/generations.ts';
import type { JobQueue } from '../jobs/jobQueue.ts';
import { describeError, type Log } from '../log.ts';
import { withCancellation } from '../rpc/abort.ts';
import { toResponseError } from '../rpc/errors.ts';
import type { TriMixConnection } from '../rpc/trimixConnection.ts';
import { resolveRule } from '../settings/resolveRule.ts';
import type { StatusBoard } from '../status/statusBoard.ts';
import { promptTail } from '../traces/promptTail.ts';
import { splitPassages } from '../translation/passages.ts';
import { checkTranslation, translateParamsSchema } from '../translation/translationInput.ts';
import { translationWarning } from '../translation/warning.ts';
import type { Feature } from './feature.ts';

interface Parts {
  readonly connection: TriMixConnection;
  readonly queue: JobQueue;
  readonly generations: Generations;
  readonly board: StatusBoard;
  readonly settings: () => ServerSettings;
  readonly log: Log;
}

/** Translates a selection passage by passage, streaming the text as it comes. */
export class TranslationFeature implements Feature {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  initialize(): Partial<ServerCapabilities> {
    this.#parts.connection.onRequest('trimix/translate', async (params, token) => {
      const parsed = translateParamsSchema.safeParse(params);
      if (!parsed.success) throw new ResponseError(ErrorCodes.InvalidParams, z.prettifyError(parsed.error));
      try {
        return await withCancellation(token, (signal) => this.#translate(parsed.data, signal));
      } catch (error) {
        if (!isCancellation(error)) this.#parts.log.error(`A translation failed. ${describeError(error)}`);
        throw toResponseError(error);
      }
    });
    return {};
  }

  async #translate(params: TranslateParams, signal: AbortSignal): Promise<TranslateResult> {
    const { queue, generations, board } = this.#parts;
    const from = checkTranslation(params);
    return await queue.run(
      'translation',
      async (jobSignal) => {
        const trio = await generations.prepare(jobSignal, smallCptLanguage(from, params.to));
        for (const tag of [from, params.to]) requireLanguage(trio, tag);
        return await board.during('translation', () => this.#passages(params, from, trio, jobSignal));
      },
      signal,
    );
  }

  async #passages(
    { text, to, token }: TranslateParams,
    from: TranslationTag,
    trio: TrioInfo,
    signal: AbortSignal,
  ): Promise<TranslateResult> {
    const { connection, generations, settings } = this.#parts;
    const { rule: ruleSetting, maxTokens } = settings().translation;
    const rule = resolveRule(ruleSetting, trio, { kind: 'translation', from, to });

    let translated = '';
    const stream = (delta: string): void =>
      connection.notify('trimix/translation/delta', { token, text: delta });
    const stops: StopReason[] = [];
    let traceId: TraceId | null = null;
    for (const passage of splitPassages(text, from, to)) {
      if (passage.kind === 'verbatim') {
        translated += passage.text;
        stream(passage.text);
        continue;
      }
      const result = await generations.run(
        {
          kind: 'translation',
          request: { text: passage.text, from, to, maxTokens, rule, sampling: { kind: 'greedy' } },
        },
        { task: { kind: 'translation', from, to }, promptTail: promptTail(passage.text) },
        { signal, onText: stream },
      );
      // The outcome is the last word: a tail in another script has been streamed and is not part of it.
      translated += result.outcome.text;
      stops.push(result.outcome.stop);
      traceId ??= result.traceId;
    }
    return { text: translated, from, to, warning: translationWarning(stops, to, maxTokens), traceId };
  }
}
