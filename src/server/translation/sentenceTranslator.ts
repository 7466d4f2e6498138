import { TriMixError } from '../../engine/errors.ts';
import {
  runsOf,
  sentenceText,
  wholeOf,
  withRuns,
  withWhole,
  type Destination,
} from '../../engine/markup/rewrite.ts';
import type { Sentence } from '../../engine/markup/sentence.ts';
import type { TranslationExample } from '../../engine/tasks/requests.ts';
import type { StopReason } from '../../protocol/engineTypes.ts';
import type { TranslatedSentence } from '../../protocol/messages.ts';
import { isUntimely, sentenceWarning } from './warning.ts';

/** Text to be translated by itself. */
export interface Line {
  readonly text: string;
  /** False for what stands in the middle of a sentence. */
  readonly beginsSentence: boolean;
}

/** Translates one line of text. */
export type TranslateLine = (
  line: Line,
  examples: readonly TranslationExample[],
  onText: (delta: string) => void,
) => Promise<{ readonly text: string; readonly stop: StopReason }>;

interface Options {
  readonly destination: Destination;
  readonly maxTokens: number;
  readonly examples: readonly TranslationExample[];
  readonly translate: TranslateLine;
  /** Text to be shown while it is written. */
  readonly onText: (delta: string) => void;
}

const ignore = (): void => undefined;

/**
 * Translates a sentence of a document. What has to stay in it does so by construction, in one of two ways:
 *
 * 1. The model gets the sentence with its links, code and so on in it. If it copies every one of them, once and in
 *    order, its translation is taken: word order across them is then the target language's.
 * 2. If not, the prose between them is translated run by run and put between them. Every byte is kept, but the order
 *    of the runs is the source's, so the sentence may read stiffly.
 *
 * A sentence that is too long for the models, or of which nothing came, is left as it is, with a warning.
 */
export async function translateSentence(
  sentence: Sentence,
  { destination, maxTokens, examples, translate, onText }: Options,
): Promise<TranslatedSentence> {
  try {
    const whole = await translateWhole();
    if (whole !== null) return { text: whole, warning: null };
    const { texts, stops } = await translateRuns();
    if (texts.every((text) => text === null || text === '')) {
      return { text: sentenceText(sentence), warning: { kind: 'nothing-written' } };
    }
    return {
      text: withRuns(sentence, texts, destination),
      warning: sentenceWarning(stops, destination.language, maxTokens),
    };
  } catch (error) {
    if (!(error instanceof TriMixError) || error.code !== 'text-too-long') throw error;
    return { text: sentenceText(sentence), warning: { kind: 'too-long' } };
  }

  async function translateWhole(): Promise<string | null> {
    const text = wholeOf(sentence);
    if (text === null) return null;
    const { text: translated, stop } = await withContext({ text, beginsSentence: true }, ignore);
    return isUntimely(stop) ? null : withWhole(sentence, translated, destination);
  }

  async function translateRuns(): Promise<{
    texts: readonly (string | null)[];
    stops: readonly StopReason[];
  }> {
    const texts: (string | null)[] = [];
    const stops: StopReason[] = [];
    const { elements, stretches } = sentence;
    let beginsSentence = true;
    for (const [index, run] of runsOf(sentence).entries()) {
      const element = elements[index - 1];
      if (element !== undefined) onText(` ${element.text} `);
      // Code or a formula stands for a word; signs around words do not.
      if (element?.kind === 'object' || (index > 0 && stretches[index - 1]!.prose !== ''))
        beginsSentence = false;
      if (run === null) {
        texts.push(null);
        continue;
      }
      const { text, stop } = await withContext({ text: run, beginsSentence }, onText);
      texts.push(text);
      stops.push(stop);
    }
    return { texts, stops };
  }

  /** The sentences before help, but not at the price of the sentence itself; a weak model may only copy them. */
  async function withContext(line: Line, show: (delta: string) => void): ReturnType<TranslateLine> {
    try {
      const translated = await translate(line, examples, show);
      const isCopy = examples.some(
        ({ source, target }) => target === translated.text && source !== line.text,
      );
      return isCopy ? await translate(line, [], ignore) : translated;
    } catch (error) {
      const fits = !(error instanceof TriMixError) || error.code !== 'text-too-long';
      if (fits || examples.length === 0) throw error;
      return await translate(line, [], show);
    }
  }
}
