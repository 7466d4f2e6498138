import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandIds } from '../../src/extension/commands/commandIds.ts';

interface Manifest {
  readonly l10n: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly keybindings: readonly { readonly command: string; readonly key: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
  };
}
const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const words = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;

describe('the manifest', () => {
  it('contributes exactly the commands that are registered', () => {
    expect(manifest.contributes.commands.map(({ command }) => command).toSorted()).toEqual(
      commandIds.toSorted(),
    );
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
      const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
      expect(Object.keys(words(file)).toSorted()).toEqual([...used].toSorted());
    },
  );
});

describe('the words of the sources', () => {
  const bundles = readdirSync(manifest.l10n);
  const sources = readSources();
  const messages = new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/l10n\.t\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)].map(
        ([, single, double]) => single ?? double ?? '',
      ),
    ),
  );

  it('are all plain literals, so that they can be collected', () => {
    const calls = sources.flatMap((source) => [...source.matchAll(/l10n\.t\(/g)]).length;
    const literals = sources.flatMap((source) => [...source.matchAll(/l10n\.t\(\s*['"]/g)]).length;
    expect(calls).toBe(literals);
    expect(messages.size).toBeGreaterThan(20);
  });

  it.each(bundles)('are all in %s, and no others', (file) => {
    const path = `${manifest.l10n}/${file}`;
    expect(existsSync(path)).toBe(true);
    expect(Object.keys(words(path)).toSorted()).toEqual([...messages].toSorted());
  });

  it.each(bundles)('keep their places for arguments in %s', (file) => {
    for (const [message, translated] of Object.entries(words(`${manifest.l10n}/${file}`))) {
      expect(translated.trim(), message).not.toBe('');
      expect(translated.match(/\{\d\}/g)?.toSorted() ?? [], message).toEqual(
        message.match(/\{\d\}/g)?.toSorted() ?? [],
      );
    }
  });
});

function readSources(): readonly string[] {
  return readdirSync('src/extension', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join('src/extension', file), 'utf8'));
}
