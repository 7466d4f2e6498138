import type { CancellationToken, ServerCapabilities } from 'vscode-languageserver/node';
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { z } from 'zod';
import { isCancellation } from '../../engine/errors.ts';
import type { MarkupFormat } from '../../engine/markup/format.ts';
import { sentenceText } from '../../engine/markup/rewrite.ts';
import type { DocumentPiece, Sentence } from '../../engine/markup/sentence.ts';
import type { TranslationExample } from '../../engine/tasks/requests.ts';
import type { TranslationTag } from '../../engine/text/languages.ts';
import type { TrioInfo } from '../../engine/index.ts';
import { smallCptLanguage } from '../../engine/tasks/smallCptLanguage.ts';
import { detourTo, modelTag } from '../../engine/trio/detour.ts';
import { requireLanguage } from '../../engine/trio/requireLanguage.ts';
import type { Sampling } from '../../protocol/engineTypes.ts';
import type {
  OutlinePiece,
  TranslatedSentence,
  TranslateParams,
  TranslateResult,
  TranslateSentenceParams,
  TranslationWarning,
} from '../../protocol/messages.ts';
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
import { precedingSentences } from '../translation/precedingSentences.ts';
import { placeSelection, selectionPieces } from '../translation/selected.ts';
import { translateSentence, type TranslateLine } from '../translation/sentenceTranslator.ts';
import {
  checkTranslation,
  translateParamsSchema,
  translateSentenceParamsSchema,
} from '../translation/translationInput.ts';
import type { Feature } from './feature.ts';

interface Parts {
  readonly connection: TriMixConnection;
  readonly queue: JobQueue;
  readonly generations: Generations;
  readonly board: StatusBoard;
  readonly settings: () => ServerSettings;
  readonly log: Log;
}

/** Translates selections sentence by sentence, streaming the text as it comes. */
export class TranslationFeature implements Feature {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  initialize(): Partial<ServerCapabilities> {
    const { connection } = this.#parts;
    connection.onRequest('trimix/translate', (params, token) =>
      this.#answer(translateParamsSchema, params, token, (parsed, signal) => this.#selection(parsed, signal)),
    );
    connection.onRequest('trimix/translateSentence', (params, token) =>
      this.#answer(translateSentenceParamsSchema, params, token, (parsed, signal) =>
        this.#again(parsed, signal),
      ),
    );
    return {};
  }

  async #answer<Params, Result>(
    schema: z.ZodType<Params>,
    params: unknown,
    token: CancellationToken,
    work: (params: Params, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const parsed = schema.safeParse(params);
    if (!parsed.success) throw new ResponseError(ErrorCodes.InvalidParams, z.prettifyError(parsed.error));
    try {
      return await withCancellation(token, (signal) => work(parsed.data, signal));
    } catch (error) {
      if (!isCancellation(error)) this.#parts.log.error(`A translation failed. ${describeError(error)}`);
      throw toResponseError(error);
    }
  }

  async #selection(params: TranslateParams, signal: AbortSignal): Promise<TranslateResult> {
    const { connection } = this.#parts;
    const { to, token } = params;
    const from = checkTranslation(params);
    const placed = placeSelection(params);
    const pieces = selectionPieces(placed, from, to);
    connection.notify('trimix/translation/outline', { token, pieces: pieces.map(outlined) });
    return await this.#inTurn(from, to, signal, async (trio, jobSignal) => {
      const run = this.#translator(params, from, placed.format, trio, jobSignal);
      const pairs: TranslationExample[] = [];
      const warnings: (TranslationWarning | null)[] = [];
      let text = '';
      for (const piece of pieces) {
        if (piece.kind === 'kept') {
          text += piece.text;
          continue;
        }
        const number = warnings.length;
        const translated = await run.translate(piece.sentence, number, precedingSentences(pairs), greedy);
        connection.notify('trimix/translation/sentence', { token, sentence: number, ...translated });
        text += translated.text;
        warnings.push(translated.warning);
        if (translated.warning === null)
          pairs.push({ source: sentenceText(piece.sentence), target: translated.text });
      }
      const detour = detourTo(to, trio) ?? detourTo(from, trio);
      return {
        text,
        from,
        to,
        warnings: warnings.filter((warning) => warning !== null),
        detour,
        traceId: run.firstTrace(),
      };
    });
  }

  async #again(params: TranslateSentenceParams, signal: AbortSignal): Promise<TranslatedSentence> {
    const from = checkTranslation(params);
    const placed = placeSelection(params);
    const sentences = selectionPieces(placed, from, params.to).filter((piece) => piece.kind === 'sentence');
    const chosen = sentences[params.sentence];
    if (chosen === undefined) {
      throw new ResponseError(ErrorCodes.InvalidParams, `there is no sentence ${params.sentence}`);
    }
    return await this.#inTurn(from, params.to, signal, async (trio, jobSignal) => {
      const run = this.#translator(params, from, placed.format, trio, jobSignal);
      const examples = precedingSentences(params.previous);
      return await run.translate(chosen.sentence, params.sentence, examples, sampled(params.attempt));
    });
  }

  /** Waits for the trio, and works while it is shown as translating. */
  async #inTurn<Result>(
    from: TranslationTag,
    to: TranslationTag,
    signal: AbortSignal,
    work: (trio: TrioInfo, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const { queue, generations, board } = this.#parts;
    return await queue.run(
      'translation',
      async (jobSignal) => {
        const trio = await generations.prepare(jobSignal, smallCptLanguage(from, to));
        for (const tag of [from, to]) requireLanguage(trio, modelTag(tag, trio));
        return await board.during('translation', () => work(trio, jobSignal));
      },
      signal,
    );
  }

  /** Translates sentences of one selection with the rule of the settings. */
  #translator(
    { to, token, document }: TranslateParams,
    from: TranslationTag,
    format: MarkupFormat,
    trio: TrioInfo,
    signal: AbortSignal,
  ) {
    const { connection, generations, settings } = this.#parts;
    const { rule: ruleSetting, maxTokens } = settings().translation;
    const rule = resolveRule(ruleSetting, trio, {
      kind: 'translation',
      from: modelTag(from, trio),
      to: modelTag(to, trio),
    });
    const surroundings = surroundingText(document);
    let firstTrace: TraceId | null = null;
    const line =
      (sampling: Sampling): TranslateLine =>
      async ({ text, beginsSentence }, examples, onText) => {
        const { outcome, traceId } = await generations.run(
          {
            kind: 'translation',
            request: {
              text,
              from,
              to,
              examples,
              document: surroundings,
              beginsSentence,
              maxTokens,
              rule,
              sampling,
            },
          },
          { task: { kind: 'translation', from, to }, promptTail: promptTail(text) },
          { signal, onText },
        );
        firstTrace ??= traceId;
        return outcome;
      };
    return {
      firstTrace: () => firstTrace,
      translate: (
        sentence: Sentence,
        number: number,
        examples: readonly TranslationExample[],
        sampling: Sampling,
      ): Promise<TranslatedSentence> =>
        translateSentence(sentence, {
          destination: { format, language: to },
          maxTokens,
          examples,
          translate: line(sampling),
          onText: (text) => connection.notify('trimix/translation/delta', { token, sentence: number, text }),
        }),
    };
  }
}

/** So much on either side of a selection shows how its languages are written there (UTF-16 units). */
const shownAround = 4_000;

function surroundingText(document: TranslateParams['document']): string {
  if (document === undefined) return '';
  return `${document.before.slice(-shownAround)}\n${document.after.slice(0, shownAround)}`;
}

const greedy: Sampling = { kind: 'greedy' };

/** Another text for each attempt: the greedy one is the one that did not please. */
function sampled(attempt: number): Sampling {
  return { kind: 'top-p', temperature: 0.7, topP: 0.9, seed: attempt };
}

function outlined(piece: DocumentPiece): OutlinePiece {
  return piece.kind === 'kept' ? piece : { kind: 'sentence', source: sentenceText(piece.sentence) };
}
