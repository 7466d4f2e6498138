import type {
  Connection,
  InlineCompletionItem,
  InlineCompletionParams,
  ServerCapabilities,
} from 'vscode-languageserver/node';
import { InlineCompletionTriggerKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isCancellation } from '../../engine/errors.ts';
import type { LanguageTag } from '../../engine/text/languages.ts';
import type { ServerSettings } from '../../protocol/settings.ts';
import type { ContextWindow, TextSource } from '../completion/contextWindow.ts';
import { contextWindow } from '../completion/contextWindow.ts';
import { completionLanguage } from '../completion/cursorContext.ts';
import { completionAnchor } from '../completion/selectedSuggestion.ts';
import type { Generations } from '../engine/generations.ts';
import type { JobQueue } from '../jobs/jobQueue.ts';
import { describeError, type Log } from '../log.ts';
import { sleep, withCancellation } from '../rpc/abort.ts';
import { resolveRule } from '../settings/resolveRule.ts';
import type { StatusBoard } from '../status/statusBoard.ts';
import { promptTail } from '../traces/promptTail.ts';
import type { DocumentsFeature } from './documents.ts';
import type { Feature } from './feature.ts';

interface Parts {
  readonly connection: Connection;
  readonly documents: DocumentsFeature;
  readonly queue: JobQueue;
  readonly generations: Generations;
  readonly board: StatusBoard;
  readonly settings: () => ServerSettings;
  readonly log: Log;
}

/**
 * Ghost text. A request that is refused, overtaken, stale or failed is answered with nothing: a suggestion that
 * does not come is no event in a writer's day (failures show in the status).
 */
export class InlineCompletionFeature implements Feature {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  initialize(): Partial<ServerCapabilities> {
    this.#parts.connection.languages.inlineCompletion.on((params, token) =>
      withCancellation(token, (signal) => this.#provide(params, signal)),
    );
    return { inlineCompletionProvider: true };
  }

  async #provide(params: InlineCompletionParams, signal: AbortSignal): Promise<InlineCompletionItem[]> {
    const document = this.#parts.documents.find(params.textDocument.uri);
    if (document === null) return [];
    const anchor = completionAnchor(params.position, params.context.selectedCompletionInfo, (range) =>
      document.getText(range),
    );
    if (anchor === null) return [];
    const around = contextWindow(textSource(document), document.offsetAt(anchor.at));
    // The selected entry replaces what was typed of it, so what follows is read from the cursor on.
    const window: ContextWindow = {
      prefix: around.prefix + anchor.lead,
      suffix: contextWindow(textSource(document), document.offsetAt(params.position)).suffix,
    };
    const language = completionLanguage(window);
    if (language === null) return [];

    const { version } = document;
    const isStale = (): boolean => this.#parts.documents.find(params.textDocument.uri)?.version !== version;
    const automatic = params.context.triggerKind === InlineCompletionTriggerKind.Automatic;
    try {
      const text = await this.#complete(window, language, automatic, isStale, signal);
      return text === null ? [] : [{ insertText: anchor.lead + text, range: anchor.range }];
    } catch (error) {
      if (!isCancellation(error)) this.#parts.log.error(`A completion failed. ${describeError(error)}`);
      return [];
    }
  }

  async #complete(
    window: ContextWindow,
    language: LanguageTag,
    automatic: boolean,
    isStale: () => boolean,
    signal: AbortSignal,
  ): Promise<string | null> {
    const { queue, generations, board, settings } = this.#parts;
    return await queue.run(
      'completion',
      async (jobSignal) => {
        const { rule, maxTokens, debounceMs, timeLimitMs } = settings().completion;
        // Waiting in the queue's turn, so that the next keystroke overtakes this one while it waits.
        await sleep(automatic ? debounceMs : 0, jobSignal);
        if (isStale()) return null;
        const trio = await generations.prepare(jobSignal, language);
        if (!trio.languages.includes(language) || isStale()) return null;
        const { outcome } = await board.during('completion', () =>
          generations.run(
            {
              kind: 'completion',
              request: {
                ...window,
                language,
                maxTokens,
                endAt: 'sentence',
                rule: resolveRule(rule, trio, { kind: 'completion', language }),
                sampling: { kind: 'greedy' },
                timeLimitMs,
              },
            },
            { task: { kind: 'completion', language }, promptTail: promptTail(window.prefix) },
            { signal: jobSignal },
          ),
        );
        return isStale() || outcome.text === '' ? null : outcome.text;
      },
      signal,
    );
  }
}

/** Reads parts of a document without copying the whole of it. */
function textSource(document: TextDocument): TextSource {
  return {
    length: document.offsetAt({ line: document.lineCount, character: 0 }),
    slice: (start, end) =>
      document.getText({ start: document.positionAt(start), end: document.positionAt(end) }),
  };
}
