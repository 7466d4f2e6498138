import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { runCli, runJson } from './runCli.ts';

describe('the command line', () => {
  it('lists every command, and shows the options of each', async () => {
    const { code, out } = await runCli(['help']);
    expect(code).toBe(0);
    for (const { name } of commands) {
      expect(out).toContain(`  ${name} `);
      const help = await runCli([...name.split(' '), '--help']);
      expect(help).toMatchObject({ code: 0, err: '' });
      expect(help.out).toContain(`Usage: trimix ${name}`);
      expect((await runCli(['help', ...name.split(' ')])).out).toBe(help.out);
    }
  });

  it.each(['models', 'eval'])('tells of all commands that begin with %s', async (word) => {
    const asked = await runCli([word, '--help']);
    expect(asked).toMatchObject({ code: 0, err: '' });
    const listed = asked.out.split('\n').filter((line) => line.startsWith('  '));
    const wanted = commands.filter(({ name }) => name.startsWith(`${word} `));
    expect(listed.map((line) => line.trim().replace(/ {2,}/, '\n'))).toEqual(
      wanted.map(({ name, summary }) => `${name}\n${summary}`),
    );
    for (const args of [
      [word, '-h'],
      ['help', word],
      ['--help', word],
      [word, '--json', '--help'],
    ])
      expect(await runCli(args)).toEqual(asked);
  });

  it.each([
    [['models'], '«models»; there are: models list, '],
    [['models', '--json'], '«models»; there are: models list, '],
    [['models', 'fly', '--help'], '«models fly»; there are: models list, '],
    [['fly', '--help'], '«fly»; there are: complete, '],
    [['--fly', 'models'], '«--fly»; there are: complete, '],
  ])('says which commands there are for %j', async (args, message) => {
    const { code, err } = await runCli(args);
    expect(code).toBe(2);
    expect(err).toContain(`There is no command ${message}`);
  });

  it.each([
    [[]],
    [['fly']],
    [['eval']],
    [['eval', 'beauty']],
    [['complete', '--text', 'a', '--no-such-option']],
    [['complete', '--lang', 'kk']],
    [['complete', '--lang', 'en', '--text', 'a']],
    [['complete', '--lang', 'xx', '--text', 'a']],
    [['complete', '--lang', 'bo', '--text', 'ཀ', 'extra']],
    [['complete', '--lang', 'bo', '--text', 'ཀ', '--max-tokens', '0']],
    [['complete', '--lang', 'bo', '--text', 'ཀ', '--max-tokens', 'many']],
    [['complete', '--lang', 'bo', '--text', 'ཀ', '--alpha', 'NaN', '--beta', '0.9']],
    [['complete', '--lang', 'bo', '--text', 'ཀ', '--alpha', '0.1']],
    [['complete', '--lang', 'bo', '--text', 'ཀ', '--alpha', '0.1', '--beta', '0.9', '--weights', 'entropy']],
    [['complete', '--lang', 'bo', '--text', 'ཀ', '--weights', 'luck']],
    [['complete', '--lang', 'bo', '--text', 'ཀ', '--rule', 'single:large']],
    [['complete', '--lang', 'bo', '--text', 'ཀ', '--rule', 'safw', '--alpha', '1', '--beta', '0']],
    [['complete', '--lang', 'bo', '--text', 'ཀ', '--ep', 'abacus']],
    [['complete', '--lang', 'bo', '--text', 'ཀ', '--plausibility', 'small-cpt:2']],
    [['translate', '--text', 'Hello']],
    [['logits', '--model', 'models/demo/small-cpt-bo', '--ids', '1,a']],
    [['bench', '--suite', 'beauty']],
    [['models', 'convert', '--out', 'x', '--precision', 'int4']],
  ])('answers bad usage with exit code 2: %j', async (args) => {
    const { code, out, err } = await runCli(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(args.length === 0 ? /^Usage: / : /^trimix: [^\n]+ \(trimix help[a-z ]*\)\n$/);
  });

  it.each([
    [['complete', '--trio', 'no/such/folder', '--lang', 'bo', '--text', 'ཀ'], /trio\.json is missing/],
    [['complete', '--text', 'This is English.'], /not one that TriMix knows/],
    [['complete', '--lang', 'bo', '--text', ''], /no text/],
    [['complete', '--lang', 'bo', '--text', 'ཀ\uD83D'], /half a character/],
    [['complete', '--lang', 'bo', '--text', 'PK\u0003\0'], /binary/],
    [['complete', '--lang', 'bo', '--file', 'no/such/file.txt'], /no\/such\/file\.txt cannot be read/],
    [['translate', '--from', 'kk-Arab', '--to', 'kk-Cyrl', '--text', 'ٴسوز'], /Kazakh/],
    [['logits', '--model', 'models/demo/small-cpt-bo', '--ids', '99999999'], /not an id/],
    [['eval', 'perplexity', '--lang', 'bo', '--file', 'package.json'], /package\.json is not a list/],
  ])('answers failure with exit code 1 and one line: %j', async (args, message) => {
    const { code, out, err } = await runCli(args);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/^trimix: [^\n]+\n$/);
    expect(err).toMatch(message);
  });

  it('says a failure in JSON too', async () => {
    const { code, json, err } = await runJson([
      'complete',
      '--trio',
      'no/such/folder',
      '--lang',
      'bo',
      '--text',
      'ཀ',
    ]);
    expect(code).toBe(1);
    expect(json).toMatchObject({ error: { code: 'model-file-missing' } });
    expect(err).toContain('trio.json is missing');
  });

  it('refuses standard input that is not UTF-8', async () => {
    const stdin = Uint8Array.of(0xd2, 0x9b, 0xff, 0xfe, 0xd2);
    const { code, err } = await runCli(['detect', '--text', '-'], { stdin });
    expect(code).toBe(1);
    expect(err).toContain('not valid UTF-8');
  });
});
