import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, runJson } from './runCli.ts';

describe('trimix script', () => {
  it('prints the text in the other script, and says on standard error when it would not come back', async () => {
    expect(await runCli(['script', '--from', 'ug-Arab', '--to', 'ug-Latn', '--text', 'ياخشى؟'])).toEqual({
      code: 0,
      out: 'yaxshi?\n',
      err: '',
    });
    const { out, err } = await runCli(['script', '--from', 'kk-Cyrl', '--to', 'kk-Arab', '--text', 'Сөз']);
    expect(out).toBe('ٴسوز\n');
    expect(err).toBe('trimix: 1 place would not come back as before (--json lists them).\n');
  });

  it('gives one JSON object', async () => {
    const { code, json } = await runJson([
      'script',
      '--from',
      'kk-Cyrl',
      '--to',
      'kk-Latn',
      '--text',
      'Ел ІІ, II',
    ]);
    expect(code).toBe(0);
    expect(json).toEqual({
      text: 'El II, II',
      exact: false,
      losses: [
        {
          kind: 'foreign',
          units: { start: 7, end: 9 },
          clusters: { start: 7, end: 9 },
          source: 'II',
          back: 'ІІ',
        },
      ],
    });
  });

  it('reads a file and standard input, byte for byte but for the words', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'trimix-script-'));
    try {
      const file = path.join(folder, 'text.md');
      await writeFile(file, '# བོད་ཡིག\r\n\r\n`ཀ`\n');
      const args = ['script', '--from', 'bo-Tibt', '--to', 'bo-Latn'];
      expect(await runCli([...args, '--file', file])).toMatchObject({
        code: 0,
        out: '# bod yig\r\n\r\n`ཀ`\n',
      });
      expect(await runCli([...args, '--text', '-'], { stdin: 'བོད།' })).toMatchObject({
        code: 0,
        out: 'bod/\n',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each([
    [['--to', 'kk-Arab', '--text', 'а'], 2, /--from is missing/],
    [['--from', 'kk', '--to', 'kk-Arab', '--text', 'а'], 2, /--from must be one of kk-Cyrl/],
    [['--from', 'kk-Cyrl', '--to', 'kk-Arab'], 2, /--text or with --file/],
    [['--from', 'kk-Cyrl', '--to', 'ug-Arab', '--text', 'а'], 1, /not two scripts of one language/],
    [['--from', 'kk-Cyrl', '--to', 'kk-Cyrl', '--text', 'а'], 1, /not two scripts of one language/],
    [['--from', 'kk-Cyrl', '--to', 'kk-Arab', '--text', ''], 1, /no text/],
    [['--from', 'kk-Cyrl', '--to', 'kk-Arab', '--text', 'а\0'], 1, /binary/],
  ])('refuses %j', async (args, code, message) => {
    const result = await runCli(['script', ...args]);
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).toMatch(message);
  });
});
