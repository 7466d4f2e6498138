import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandIds } from '../../src/extension/commands/commandIds.ts';
import { modelsTree, type ModelsNode } from '../../src/extension/modelsView/nodes.ts';
import { wordsOf } from '../../src/extension/modelsView/words.ts';
import { english } from './localiser.ts';
import { demo, overview as overviewOf } from './models/overview.ts';
import { installed } from './modelsView/installed.ts';

import { draftLanguages } from '../../src/protocol/interfaceLanguages.ts';
import { walkthroughId } from '../../src/extension/walkthrough/walkthroughId.ts';

interface Step {
  readonly id: string;
  readonly when?: string;
  readonly media: { readonly svg: string; readonly altText: string } | { readonly markdown: string };
  readonly completionEvents: readonly string[];
}
interface MenuItem {
  readonly command: string;
  readonly when: string;
}
interface Contributes {
  readonly walkthroughs: readonly {
    readonly id: string;
    readonly icon: string;
    readonly when: string;
    readonly steps: readonly Step[];
  }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
  readonly viewsWelcome: readonly { readonly view: string; readonly when: string }[];
  readonly menus: Readonly<Record<'view/title' | 'view/item/context', readonly MenuItem[]>>;
}
const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: Contributes };
const words = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
const isDraftKey = (key: string) => draftLanguages.some((tag) => key.startsWith(`walkthrough.${tag}.`));
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const media = [...new Set(steps.map((step) => ('svg' in step.media ? step.media.svg : step.media.markdown)))];

/** Context keys that the sources set, without `trimix.`. */
const contextKeys = new Set(
  readdirSync('src/extension', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(`src/extension/${file}`, 'utf8').matchAll(/setContext\('(\w+)'/g)])
    .map(([, name]) => name),
);

describe('the walkthrough', () => {
  it('ends each step with something that happens', () => {
    for (const { id, completionEvents } of steps) {
      expect(completionEvents, id).not.toEqual([]);
      for (const event of completionEvents) {
        const [, kind, name = ''] = /^(onContext|onCommand):trimix\.(\w+)$/.exec(event) ?? [];
        if (kind === 'onContext') expect(contextKeys, event).toContain(name);
        else expect(commandIds, event).toContain(`trimix.${name}`);
      }
    }
  });

  it('shows and hides steps by keys that are set', () => {
    for (const { when = '' } of steps)
      for (const [, key] of when.matchAll(/trimix\.(\w+)/g)) expect(contextKeys).toContain(key);
  });

  it('has all its pictures and pages, and no others', () => {
    for (const file of media) expect(existsSync(file), file).toBe(true);
    const localised = media
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) => ['zh-cn', 'ru'].map((tag) => file.replace('.md', `.nls.${tag}.md`)));
    const there = readdirSync('media/walkthrough').map((file) => `media/walkthrough/${file}`);
    expect(there.toSorted()).toEqual([...media, ...localised].toSorted());
  });

  it('draws in the colours of the theme alone, and in ways that a page without styles allows', () => {
    for (const file of media.filter((name) => name.endsWith('.svg'))) {
      const picture = readFileSync(file, 'utf8');
      expect(picture).toMatch(/<title>/);
      expect(picture).not.toMatch(/<style|\sstyle=|<script|<image|<foreignObject|href=/);
      for (const [, , colour] of picture.matchAll(/\s(fill|stroke)="([^"]*)"/g))
        expect(colour).toMatch(/^(?:none$|var\(--vscode-)/);
    }
  });

  it.each(['package.nls.json', 'package.nls.zh-cn.json', 'package.nls.ru.json'])(
    'links to commands of ours only (%s)',
    (file) => {
      const texts = [
        ...Object.values(words(file)),
        ...readdirSync('media/walkthrough')
          .filter((name) => name.endsWith('.md'))
          .map((name) => readFileSync(`media/walkthrough/${name}`, 'utf8')),
      ];
      const linked = texts.flatMap((text) => [...text.matchAll(/\(command:([^)?]*)/g)].map(([, id]) => id));
      expect(linked.length).toBeGreaterThan(5);
      for (const id of linked) expect(commandIds).toContain(id);
    },
  );

  it.each(['zh-cn', 'ru'])('says the same in English and in %s', (tag) => {
    const links = (text: string) => [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);
    const translated = words(`package.nls.${tag}.json`);
    for (const [key, text] of Object.entries(words('package.nls.json')).filter(([name]) => !isDraftKey(name)))
      expect(links(translated[key] ?? ''), key).toEqual(links(text));
  });
});

describe('the drafts of the walkthrough', () => {
  const english = words('package.nls.json');
  // VS Code forgets the check marks of a walkthrough that was opened before those after it were registered.
  const first = contributes.walkthroughs.at(-1);
  const others = contributes.walkthroughs.slice(0, -1);
  const keysOf = (value: unknown) => JSON.stringify(value).replaceAll(/%[^%]+%/g, '%%');

  it.each(draftLanguages)('%s has the same steps, shown by the setting', (tag) => {
    const draft = others.find(({ id }) => id === walkthroughId(tag));
    expect(draft?.when).toBe(`config.trimix.interfaceLanguage == '${tag}'`);
    expect(first?.when).toContain(`config.trimix.interfaceLanguage != '${tag}'`);
    expect(keysOf(draft?.steps)).toBe(keysOf(first?.steps));
  });

  it('are there once each', () => {
    expect(others.map(({ id }) => id)).toEqual(draftLanguages.map(walkthroughId));
    expect(first?.id).toBe(walkthroughId('auto'));
    expect(first?.id).toBe(walkthroughId('ru'));
  });

  it.each(draftLanguages)('%s links to the same commands', (tag) => {
    const links = (text = '') => [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);
    const prefix = `walkthrough.${tag}.`;
    const keys = Object.keys(english).filter((key) => key.startsWith(prefix));
    expect(keys.length).toBeGreaterThan(5);
    for (const key of keys)
      expect(links(english[key]), key).toEqual(links(english[key.replace(prefix, 'walkthrough.')]));
  });
});

describe('the models view', () => {
  const [view] = contributes.views['trimix'] ?? [];
  const everything = overviewOf({
    trios: [demo, installed],
    unfinished: [{ trio: 'x', precision: 'int4', bytes: 1 }],
    broken: [{ directory: '/x', code: 'model-file-missing', details: {}, message: 'y' }],
  });
  const nodes = ([null, 'bo', 'kk-Cyrl'] as const).flatMap((language) =>
    modelsTree({ overview: everything, loaded: null, language }).flatMap<ModelsNode>(
      (group) => group.children,
    ),
  );
  const contexts = new Set(nodes.map((node) => wordsOf(english, node).context));

  it('has a picture, and menus for itself alone', () => {
    expect(existsSync(view?.icon ?? '')).toBe(true);
    for (const menu of ['view/title', 'view/item/context'] as const)
      for (const { when } of contributes.menus[menu]) expect(when).toMatch(/^view == trimix\.models\b/);
    for (const { view: shown, when } of contributes.viewsWelcome) {
      expect(shown).toBe(view?.id);
      expect(when).toMatch(/^trimix\.modelsWelcome == (?:bare|unavailable)$/);
    }
  });

  it('offers what can be done with each kind of line', () => {
    for (const { when } of contributes.menus['view/item/context']) {
      const [, exact, pattern] = /viewItem (?:== (\S+)|=~ \/(.*)\/)$/.exec(when) ?? [];
      const matches = [...contexts].filter((context) =>
        pattern === undefined ? context === exact : new RegExp(pattern).test(context),
      );
      expect(matches, when).not.toEqual([]);
    }
  });
});
