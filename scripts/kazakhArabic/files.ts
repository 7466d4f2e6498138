import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { kazakh } from '../../webview/translations/kk.ts';
import { inArabicScript, treeInArabicScript } from './words.ts';

const root = path.join(import.meta.dirname, '..', '..');
const webviewWords = 'webview/translations/kk-Arab.ts';
const bundle = 'l10n/bundle.l10n.kk-arab.json';
const manifestWords = 'package.nls.json';

/** What the files of Kazakh in Arabic script have to hold, by their path from the root. */
export async function kazakhArabicFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    [webviewWords, await webviewFile()],
    [bundle, json(treeInArabicScript(await readJson('l10n/bundle.l10n.kk.json')))],
    [manifestWords, json(withArabicScript(await readJson(manifestWords)))],
  ]);
}

async function webviewFile(): Promise<string> {
  const text = `import type { Draft } from './en.ts';

/** Made of \`kk.ts\` by \`npm run make:kazakh-arabic\`, not written by hand: a test compares the two. */
export const kazakhArabic: Draft = ${JSON.stringify(treeInArabicScript(kazakh))};
`;
  const file = path.join(root, webviewWords);
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/** The manifest's words, those of the walkthrough in Arabic script made anew of the Cyrillic ones. */
function withArabicScript(words: Readonly<Record<string, string>>): object {
  const cyrillic = 'walkthrough.kk.';
  const arabic = 'walkthrough.kk-Arab.';
  return Object.fromEntries(
    Object.entries(words)
      .filter(([key]) => !key.startsWith(arabic))
      .flatMap(([key, text]) =>
        key.startsWith(cyrillic)
          ? [
              [key, text],
              [key.replace(cyrillic, arabic), inArabicScript(text)],
            ]
          : [[key, text]],
      ),
  );
}

async function readJson(file: string): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(await readFile(path.join(root, file), 'utf8')) as Readonly<Record<string, string>>;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
