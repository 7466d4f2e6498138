import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorWords, placesOf, shownErrorTexts, textsOf } from '../../src/engine/errorTexts.ts';
import { commandIds } from '../../src/extension/commands/commandIds.ts';
import { bundleFile } from '../../src/extension/l10n/bundle.ts';
import { draftLanguages, interfaceLanguages } from '../../src/protocol/interfaceLanguages.ts';

interface Manifest {
  readonly l10n: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly keybindings: readonly { readonly command: string; readonly key: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
  };
}
const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const words = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;

const isDraftKey = (key: string) => draftLanguages.some((tag) => key.startsWith(`walkthrough.${tag}.`));

describe('the manifest', () => {
  it('contributes exactly the commands that are registered', () => {
    expect(manifest.contributes.commands.map(({ command }) => command).toSorted()).toEqual(
      commandIds.toSorted(),
    );
  });

  it('has its commands in the document that lists them, and no others', () => {
    const [, section = ''] = readFileSync('docs/editor.md', 'utf8').split('\n## Commands\n');
    const listed = [...section.matchAll(/\*\*(.+?)\*\*/g)].map(([, title]) => title);
    const english = words('package.nls.json');
    const titles = manifest.contributes.commands.map(({ title }) => english[title.slice(1, -1)]);
    expect(listed.toSorted()).toEqual(titles.toSorted());
  });

  it('names only commands of ours in menus and keys', () => {
    const used = [...manifest.contributes.keybindings, ...Object.values(manifest.contributes.menus).flat()];
    for (const { command } of used) expect(commandIds).toContain(command);
  });

  it('binds no key that AltGr types letters with', () => {
    for (const { key } of manifest.contributes.keybindings) expect(key).not.toMatch(/ctrl\+alt/);
  });

  it.each(['package.nls.json', 'package.nls.zh-cn.json', 'package.nls.ru.json'])(
    'has all its words in %s, and no others',
    (file) => {
      const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key));
      // VS Code takes from the English file what another one lacks: the drafts of the walkthrough stand there once.
      const wanted = [...used].filter((key) => file === 'package.nls.json' || !isDraftKey(key));
      expect(Object.keys(words(file)).toSorted()).toEqual(wanted.toSorted());
    },
  );
});

describe('the words of the sources', () => {
  const bundles = readdirSync(manifest.l10n);
  const drafts = draftLanguages.map(bundleFile);
  const sources = readSources();
  const messages = new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/l10n\.t\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)].map(
        ([, single, double]) => single ?? double ?? '',
      ),
    ),
  );
  // What explain.ts says: the texts of errors, and the words that stand in their places.
  const errorTexts = Object.keys(shownErrorTexts).flatMap(textsOf);
  for (const text of [...errorTexts, ...Object.values(errorWords).flat()]) messages.add(text);

  it('are all plain literals, so that they can be collected', () => {
    const calls = sources.flatMap((source) => [...source.matchAll(/l10n\.t\(/g)]).length;
    const literals = sources.flatMap((source) => [...source.matchAll(/l10n\.t\(\s*['"]/g)]).length;
    expect(calls).toBe(literals);
    expect(messages.size).toBeGreaterThan(20);
  });

  it('are there in every language of the interface, and in no other', () => {
    const files = interfaceLanguages.flatMap((tag) => (tag === 'en' ? [] : [bundleFile(tag)]));
    expect(bundles.toSorted()).toEqual(['bundle.l10n.json', ...files].toSorted());
  });

  it.each(drafts)('hold all that is in the draft %s', (file) => {
    const keys = Object.keys(words(`${manifest.l10n}/${file}`));
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter((key) => !messages.has(key))).toEqual([]);
  });

  it.each(bundles.filter((file) => !drafts.includes(file)))('are all in %s, and no others', (file) => {
    const path = `${manifest.l10n}/${file}`;
    expect(existsSync(path)).toBe(true);
    expect(Object.keys(words(path)).toSorted()).toEqual([...messages].toSorted());
  });

  it.each(bundles)('keep their places for arguments in %s', (file) => {
    for (const [message, translated] of Object.entries(words(`${manifest.l10n}/${file}`))) {
      expect(translated.trim(), message).not.toBe('');
      expect(placesOf(translated).toSorted(), message).toEqual(placesOf(message).toSorted());
    }
  });

  it.each(['bundle.l10n.zh-cn.json', 'bundle.l10n.ru.json'])('say every error in %s in full', (file) => {
    const own = words(`${manifest.l10n}/${file}`);
    for (const text of errorTexts) {
      expect(own[text], text).toBeDefined();
      expect(own[text], text).not.toBe(text);
      if (text.includes('in a terminal')) expect(own[text], text).toMatch(/терминале|终端/u);
      // What is said in English beside names and places would be a sentence that was forgotten.
      expect(own[text]?.replaceAll(/\{\w+\}|«[^»]*»|“[^”]*”/g, ' '), text).not.toMatch(
        /[a-z]+ [a-z]+ [a-z]+/u,
      );
    }
  });
});

function readSources(): readonly string[] {
  return readdirSync('src/extension', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join('src/extension', file), 'utf8'));
}
