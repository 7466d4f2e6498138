import { generate } from '../decoding/generate.ts';
import type { PlainDecoding } from '../decoding/plainDecoding.ts';
import type { Prompt } from '../decoding/prompt.ts';
import { worthOffering } from '../text/joint.ts';
import { turnsInCircle } from '../text/circles.ts';
import { ConventionStream } from '../text/conventions/conventionStream.ts';
import { readConventions } from '../text/conventions/conventions.ts';
import type { LanguageTag } from '../text/languages.ts';
import { findNaturalEnd } from '../text/naturalEnd.ts';
import { lastUnitBoundary } from '../text/units.ts';
import { assertProcessable } from '../text/wellFormed.ts';
import { detourTo } from '../trio/detour.ts';
import type { Trio } from '../trio/trio.ts';
import { takeOffUnfinished } from '../decoding/tokenHealing.ts';
import { steadyStart, textWindow } from './contextWindow.ts';
import { ConvertedStream } from './convertedStream.ts';
import { goneAstray, withoutStray } from './astray.ts';
import type { Generation, RunOptions, StopReason } from './generation.ts';
import { tokensInScript } from './guideTokens.ts';
import { continuation, intoModelScript } from './neighbourScript.ts';
import type { CompletionRequest } from './requests.ts';

/** No script of ours writes more UTF-16 units into a token on average; more text could not fit anyway. */
const unitsPerToken = 8;

/**
 * Continues a document at a point.
 *
 * The streamed pieces are what the models write, in the conventions of the document; the result's text is what should be
 * offered: cut after the last finished word when the generation was broken off, without what already follows the cursor.
 * Where the trio knows the language in another of its scripts only, the text before the cursor is converted for the
 * models and their text back; the result says so.
 *
 * @throws TriMixError `text-not-well-formed`, `text-binary`, `language-not-in-trio`, `rule-invalid`, `source-not-loaded`,
 *   `model-weights-not-finite`, `inference-failed`, `cancelled`, `superseded`
 */
export async function complete(
  trio: Trio,
  request: CompletionRequest,
  options: RunOptions = {},
  plain: PlainDecoding = {},
): Promise<Generation> {
  const detour = detourTo(request.language, trio.info);
  if (detour === null) return await completeDirectly(trio, request, options, plain);
  const { prefix, suffix = '', language: tag } = request;
  const written = continuation(prefix);
  const conventions = readConventions(prefix, tag, prefix);
  const inner = { ...request, prefix: intoModelScript(prefix), suffix: '', language: detour.model };
  const conventional = new ConventionStream(conventions, (text) => options.onText?.(text));
  const stream = new ConvertedStream(written, (text) => conventional.push(text));
  const generation = await completeDirectly(
    trio,
    inner,
    { ...options, onText: (delta) => stream.push(delta) },
    plain,
  );
  const text = conventions.apply(written(generation.text));
  return { ...generation, text: worthOffering(text, suffix), detour };
}

async function completeDirectly(
  trio: Trio,
  request: CompletionRequest,
  options: RunOptions,
  plain: PlainDecoding,
): Promise<Generation> {
  const { language: tag, suffix = '' } = request;
  assertProcessable(request.prefix);
  await trio.useLanguage(tag, options.signal);
  const prompt = completionPrompt(trio, request);
  const conventions = readConventions(prompt.textBefore, tag, prompt.textBefore);
  const stream = new ConventionStream(conventions, (text) => options.onText?.(text));
  const mayCircle = turnsInCircle(request.prefix);
  const generation = await generate(
    trio,
    {
      prompt,
      rule: request.rule,
      sampling: request.sampling,
      maxTokens: request.maxTokens,
      timeLimitMs: request.timeLimitMs,
      findEnd: (text) => findEnd(text, tag, request.endAt),
      goneAstray: (text) => goneAstray(text, tag, mayCircle),
      mayCircle,
      onOneLine: false,
      plain,
    },
    { ...options, onText: (delta) => stream.push(delta) },
  );
  stream.end();
  const finished = finishText(conventions.apply(generation.text), generation.stop, tag);
  return { ...generation, text: worthOffering(finished, suffix) };
}

function completionPrompt(trio: Trio, request: CompletionRequest): Prompt {
  const { tokenizer } = trio;
  const context = trio.contextLength;
  // A small model must keep at least half of its context for the document.
  const { beginning } = tokenizer;
  const budget = Math.max(Math.floor(context / 2), context - request.maxTokens - 1 - beginning.length);
  const text = textWindow(request.prefix, budget * unitsPerToken);
  const all = tokenizer.encode(text);
  const written = all.slice(steadyStart(all.length, budget));
  // A line break is a boundary in itself: freed, it would only become two.
  const healing = text.endsWith('\n') ? new Uint8Array() : takeOffUnfinished(written, tokenizer);
  const ids = [...beginning, ...written];
  if (ids.length === 0) ids.push(startId(trio));
  return {
    ids,
    guides: tokensInScript(ids, tokenizer, request.language),
    healing,
    language: request.language,
    textBefore: text,
  };
}

/** Texts were separated by the end-of-text token in training: it also begins one. */
function startId(trio: Trio): number {
  const [first] = trio.endOfTextIds;
  return first ?? 0;
}

function findEnd(text: string, tag: LanguageTag, endAt: CompletionRequest['endAt']): number | null {
  if (endAt === 'none') return null;
  // A completion may begin on the next line; its end is looked for behind that.
  const start = text.search(/[^\r\n]/);
  if (start < 0) return null;
  const end = findNaturalEnd(text.slice(start), tag, endAt);
  return end === null ? null : start + end;
}

function finishText(text: string, stop: StopReason, tag: LanguageTag): string {
  switch (stop) {
    case 'end-of-text':
    case 'natural-end':
      return text;
    case 'script':
    case 'repetition':
      return atLastUnit(withoutStray(text, stop, tag), tag);
    case 'max-tokens':
    case 'time-limit':
    case 'context-full':
      return atLastUnit(text, tag);
  }
}

/** Half a word is worse than a shorter text, but better than none. */
function atLastUnit(text: string, tag: LanguageTag): string {
  const end = lastUnitBoundary(text, tag);
  return end > 0 ? text.slice(0, end) : text;
}
