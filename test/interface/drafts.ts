import { readFileSync } from 'node:fs';
import path from 'node:path';
import { draftLanguages, type DraftLanguage } from '../../src/protocol/interfaceLanguages.ts';
import { bundleFile } from '../../src/extension/l10n/bundle.ts';
import { tibetan } from '../../webview/translations/bo.ts';
import { english } from '../../webview/translations/en.ts';
import { kazakhArabic } from '../../webview/translations/kk-Arab.ts';
import { kazakh } from '../../webview/translations/kk.ts';
import { mongolian } from '../../webview/translations/mn.ts';
import { uyghur } from '../../webview/translations/ug.ts';

const root = path.join(import.meta.dirname, '..', '..');

/** Drafts of the words of the webviews. */
export const webviewDrafts = {
  bo: tibetan,
  ug: uyghur,
  kk: kazakh,
  'kk-Arab': kazakhArabic,
  mn: mongolian,
} as const;

/** Every text by its path; the forms of a plural are one text each. */
export function texts(tree: unknown, at = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof tree === 'string') return [[at, tree]];
  if (typeof tree !== 'object' || tree === null) throw new Error(`No text at ${at}.`);
  return Object.entries(tree).flatMap(([key, part]) => texts(part, `${at}/${key}`));
}

/** The places of a file of words that are texts of their own: the forms of a plural count as one. */
export function textCount(tree: unknown): number {
  return new Set(texts(tree).map(([at]) => at.replace(/\/(?:one|few|many|other)$/, ''))).size;
}

function json(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Readonly<Record<string, string>>;
}

const manifestWords = json('package.nls.json');

/** The walkthrough's words under a prefix, without those of the drafts. */
function walkthrough(prefix: string): Readonly<Record<string, string>> {
  const drafts = draftLanguages.map((tag) => `walkthrough.${tag}.`).filter((draft) => draft !== prefix);
  return Object.fromEntries(
    Object.entries(manifestWords).filter(
      ([key]) => key.startsWith(prefix) && !drafts.some((draft) => key.startsWith(draft)),
    ),
  );
}

/** A draft's parts: the pages, what the extension says, and the walkthrough. */
export function partsOf(tag: DraftLanguage): Readonly<Record<'pages' | 'messages' | 'walkthrough', object>> {
  return {
    pages: webviewDrafts[tag],
    messages: json(`l10n/${bundleFile(tag)}`),
    walkthrough: walkthrough(`walkthrough.${tag}.`),
  };
}

/** The same parts in English. */
export function englishParts(): ReturnType<typeof partsOf> {
  return {
    pages: english,
    messages: json('l10n/bundle.l10n.json'),
    walkthrough: walkthrough('walkthrough.'),
  };
}

/** All texts of a draft. */
export function draftTexts(tag: DraftLanguage): readonly (readonly [place: string, text: string])[] {
  return Object.entries(partsOf(tag)).flatMap(([part, tree]) => texts(tree, part));
}
