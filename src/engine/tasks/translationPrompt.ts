import { language, type TranslationTag } from '../text/languages.ts';
import type { TextRange } from './guideTokens.ts';
import type { TranslationExample } from './requests.ts';

/** A translation prompt and where in it target-language text stands. */
export interface TranslationPrompt {
  readonly text: string;
  /** The examples' answers. */
  readonly targets: readonly TextRange[];
}

/** The prompt is made of lines: a text's own line breaks would end it early. */
const oneLine = (text: string): string => text.trim().replace(/\s*[\r\n\u2028\u2029]+\s*/gu, ' ');

/**
 * The prompt of MiLiC-Eval's translation task (Zhang et al., ACL 2025 Findings), which the trios' instruction models
 * are evaluated with: an English instruction, the examples, the text, and the answer's label.
 */
export function translationPrompt(
  from: TranslationTag,
  to: TranslationTag,
  text: string,
  examples: readonly TranslationExample[],
): TranslationPrompt {
  const source = language(from).promptName;
  const target = language(to).promptName;
  const opening = (passage: string): string =>
    `Please translate the following ${source} text into ${target}.\n${source}: ${oneLine(passage)}\n${target}:`;
  const targets: TextRange[] = [];
  let prompt = '';
  for (const example of examples) {
    prompt += opening(example.source);
    const start = prompt.length;
    prompt += ` ${oneLine(example.target)}`;
    targets.push({ start, end: prompt.length });
    prompt += '\n\n';
  }
  return { text: prompt + opening(text), targets };
}
