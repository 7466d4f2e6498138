import { generate } from '../decoding/generate.ts';
import type { PlainDecoding } from '../decoding/plainDecoding.ts';
import { TriMixError } from '../errors.ts';
import { circlesSomewhere } from '../text/circles.ts';
import { ConventionStream } from '../text/conventions/conventionStream.ts';
import { readConventions } from '../text/conventions/conventions.ts';
import { language } from '../text/languages.ts';
import { scriptShare } from '../text/scriptWatch.ts';
import { assertProcessable } from '../text/wellFormed.ts';
import { encodeWithSpans } from '../tokenizer/byteSpans.ts';
import { detourTo } from '../trio/detour.ts';
import { requireLanguage } from '../trio/requireLanguage.ts';
import type { Trio } from '../trio/trio.ts';
import { goneAstray, withoutStray } from './astray.ts';
import { ConvertedStream } from './convertedStream.ts';
import type { Generation, RunOptions } from './generation.ts';
import { tokensInRanges } from './guideTokens.ts';
import { intoModelScript, outOfModelScript } from './neighbourScript.ts';
import type { TranslationRequest } from './requests.ts';
import { smallCptLanguage } from './smallCptLanguage.ts';
import { translationPrompt } from './translationPrompt.ts';
import { TrimmedStream } from './trimmedStream.ts';

/**
 * Translates one passage: the first line of the answer to the prompt of {@link translationPrompt}. Where the trio knows a
 * language in another of its scripts only, text and examples are converted for the prompt and the answer back; the
 * result says so.
 *
 * @throws TriMixError `text-empty`, `text-not-well-formed`, `text-binary`, `text-too-long`, `languages-equal`,
 *   `language-not-in-trio`, `rule-invalid`, `source-not-loaded`, `model-weights-not-finite`, `inference-failed`, `cancelled`
 */
export async function translate(
  trio: Trio,
  request: TranslationRequest,
  options: RunOptions = {},
  plain: PlainDecoding = {},
): Promise<Generation> {
  const from = detourTo(request.from, trio.info);
  const to = detourTo(request.to, trio.info);
  const detour = to ?? from;
  if (detour === null) return await translateDirectly(trio, request, options, plain);
  const source = from === null ? same : intoModelScript;
  const target = to === null ? same : intoModelScript;
  const written = (text: string): string => outOfModelScript(text, request.beginsSentence ?? true);
  const stream = new ConvertedStream(written, (text) => options.onText?.(text));
  const generation = await translateDirectly(
    trio,
    {
      ...request,
      text: source(request.text),
      from: from?.model ?? request.from,
      to: to?.model ?? request.to,
      examples: (request.examples ?? []).map((pair) => ({
        source: source(pair.source),
        target: target(pair.target),
      })),
      document: target(request.document ?? ''),
    },
    to === null ? options : { ...options, onText: (delta) => stream.push(delta) },
    plain,
  );
  const text = to === null ? generation.text : written(generation.text);
  return { ...generation, text, detour };
}

const same = (text: string): string => text;

async function translateDirectly(
  trio: Trio,
  request: TranslationRequest,
  options: RunOptions,
  plain: PlainDecoding,
): Promise<Generation> {
  const { from, to } = request;
  if (language(from).promptName === language(to).promptName) {
    throw new TriMixError('languages-equal', { language: language(to).promptName });
  }
  for (const tag of [from, to]) requireLanguage(trio.info, tag);
  assertProcessable(request.text);
  if (request.text.trim() === '') throw new TriMixError('text-empty');
  const adapted = smallCptLanguage(from, to);
  if (adapted !== null) await trio.useLanguage(adapted, options.signal);

  const prompt = translationPrompt(from, to, request.text, request.examples ?? []);
  const encoded = encodeWithSpans(trio.tokenizer, prompt.text);
  const context = trio.contextLength;
  // Half of the context at the least is left for the answer of a short model.
  const limit = Math.max(Math.floor(context / 2), context - request.maxTokens);
  if (encoded.ids.length > limit) {
    throw new TriMixError('text-too-long', { tokens: encoded.ids.length, limit });
  }
  const mayCircle = circlesSomewhere(request.text);
  // The space after the label is the prompt's, not the translation's.
  const trimmed = new TrimmedStream((text) => options.onText?.(text));
  const conventions = readConventions(textInTarget(request), to, '');
  const stream = new ConventionStream(conventions, (text) => trimmed.push(text));
  const generation = await generate(
    trio,
    {
      prompt: {
        ids: encoded.ids,
        guides: tokensInRanges(encoded, prompt.text, prompt.targets),
        healing: new Uint8Array(),
        language: to,
        textBefore: '',
      },
      rule: request.rule,
      sampling: request.sampling,
      maxTokens: request.maxTokens,
      findEnd: endOfLine,
      goneAstray: (text) => goneAstray(text, to, mayCircle),
      mayCircle,
      onOneLine: true,
      plain,
    },
    { ...options, onText: (delta) => stream.push(delta) },
  );
  stream.end();
  const text = withoutStray(conventions.apply(generation.text), generation.stop, to);
  return { ...generation, text: text.trim() };
}

/** What shows how the target language is written here: the examples' answers, and its lines of the document. */
function textInTarget({ examples = [], document = '', to }: TranslationRequest): string {
  const lines = document.split(/[\r\n]+/u).filter((line) => scriptShare(line, to) > mostly);
  return [...examples.map(({ target }) => target), ...lines].join('\n');
}

/** A line with more letters of another script is in another language. */
const mostly = 0.5;

function endOfLine(text: string): number | null {
  const end = text.search(/[\r\n]/);
  return end < 0 ? null : end;
}
