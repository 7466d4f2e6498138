import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LspEditor } from '../../../src/cli/bench/keystroke/lspEditor.ts';
import { manuscripts } from '../../../src/cli/bench/keystroke/manuscripts.ts';
import { Writer } from '../../../src/cli/bench/keystroke/writer.ts';
import type { Io } from '../../../src/cli/io.ts';
import { seededGenerator } from '../../../src/engine/decoding/randomGenerator.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { buildBundles, demoTrio, type Bundles } from '../../server/endToEnd/bundles.ts';
import { packageRoot } from '../runCli.ts';

const { signal } = new AbortController();
const io: Io = {
  out: () => undefined,
  err: () => undefined,
  readStdin: () => Promise.resolve(new Uint8Array()),
  signal,
  packageRoot,
  interactive: false,
};

let bundles: Bundles;
let editor: LspEditor;
beforeAll(async () => {
  bundles = await buildBundles();
  editor = await LspEditor.start(bundles.server, { trioPath: demoTrio, executionProvider: 'cpu' });
});
afterAll(async () => {
  await editor.stop();
  await bundles.remove();
});

describe('the replay of keystrokes', () => {
  it.each(languageTags)('leaves real text, whatever was mistyped, undone and accepted: %s', async (tag) => {
    const manuscript = (await manuscripts(io)).find(({ language }) => language === tag)!;
    const writer = new Writer(editor, manuscript, seededGenerator(1), 40);
    await writer.sitDown();
    await writer.write(2_000, signal);
    const keystrokes = await Promise.all(writer.keystrokes);
    const { promptTokens, cachedTokens } = await editor.counts();
    const { written, coming } = manuscript;
    expect(writer.text.startsWith(written)).toBe(true);
    expect(coming.startsWith(writer.text.slice(written.length))).toBe(true);
    expect(writer.text.length).toBeGreaterThan(written.length);
    expect(keystrokes.length).toBeGreaterThan(20);
    for (const shown of keystrokes) if (shown !== null) expect(shown.text).not.toBe('');
    expect(cachedTokens).toBeLessThan(promptTokens);
  });

  it('has text of each language to type', async () => {
    const all = await manuscripts(io);
    expect(all.map(({ language }) => language)).toEqual([...languageTags]);
    for (const { written, coming, other } of all) {
      expect(written.length).toBeGreaterThanOrEqual(1_500);
      // A minute of typing is about 250 clusters.
      expect(coming.length).toBeGreaterThan(2_000);
      expect(coming).not.toContain(other);
    }
  });
});
