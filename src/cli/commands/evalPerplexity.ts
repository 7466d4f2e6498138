import { sourceFolder, sourceIds, type ScoreReport } from '../../engine/index.ts';
import { defineCommand, print } from '../command.ts';
import { parseLimit, readPairs, readTexts } from '../evaluation/dataset.ts';
import { examplesFor, readExamples } from '../evaluation/examples.ts';
import { continuationTexts, translationTexts, type ScoredTexts } from '../evaluation/scoredTexts.ts';
import { scoreSideBySide } from '../evaluation/sideBySide.ts';
import { Failure, UsageError } from '../failure.ts';
import { parseOwnLanguage } from '../languageOption.ts';
import { parseChoice } from '../numbers.ts';
import { progress } from '../progress.ts';
import { table } from '../table.ts';
import { trioOptions, withTrio } from '../trioOption.ts';
import type { Trio, WritingTask } from '../../engine/index.ts';
import type { Io } from '../io.ts';

export const evalPerplexityCommand = defineCommand({
  name: 'eval perplexity',
  summary: 'Measure how well each rule predicts held-out text, side by side',
  options: {
    file: { type: 'string', value: 'F', about: 'plain text, a text per line, or MiLiC-Eval JSON (.json)' },
    lang: { type: 'string', value: 'L', about: 'language of the text' },
    task: { type: 'string', value: 'T', about: 'continuation (default) or translation (answers of prompts)' },
    from: { type: 'string', value: 'L', about: 'translation: the source language (default en)' },
    to: { type: 'string', value: 'L', about: 'translation: the target language (default: --lang)' },
    examples: { type: 'string', value: 'E.json', about: 'translation: examples for the prompt' },
    shots: {
      type: 'string',
      value: 'K',
      about: 'translation: how many of them (default 5; fewer where they do not fit)',
    },
    limit: { type: 'string', value: 'N', about: 'only the first N texts' },
    ...trioOptions,
  },
  async run(values, io) {
    const task = parseChoice('task', values.task ?? 'continuation', ['continuation', 'translation']);
    const prepare = task === 'continuation' ? await continuation(values, io) : await translation(values, io);
    return withTrio({ ...values, whole: true }, io, async (trio) => {
      const { about, scored, writing } = prepare(trio);
      if (scored.texts.length === 0) throw new Failure('No text fits into the context of the models.');
      const line = progress(io, 'Texts measured');
      const { rules, grid, best } = await scoreSideBySide(trio, scored.texts, writing, {
        signal: io.signal,
        onProgress: line.at,
      });
      line.end();
      const oracle = { ...best.report, name: 'trimix:best-fixed', ...best.pair };
      const result = {
        task,
        ...about,
        trio: trio.info.name,
        texts: scored.texts.length,
        skipped: scored.skipped,
        shots: scored.shots,
        rules: [...rules, oracle],
        grid: grid.map(({ name, perplexity }) => ({ name, perplexity })),
      };
      print(
        io,
        values.json,
        result,
        () =>
          `${describe(result)}\n\n${reportTable([...rules, { ...oracle, name: `best fixed pair (${best.report.name})` }])}`,
      );
      return true;
    });
  },
});

interface Values {
  readonly file?: string | undefined;
  readonly lang?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly examples?: string | undefined;
  readonly shots?: string | undefined;
  readonly limit?: string | undefined;
}

type Prepare = (trio: Trio) => {
  readonly about: object;
  readonly scored: ScoredTexts;
  readonly writing: WritingTask;
};

async function continuation(values: Values, io: Io): Promise<Prepare> {
  const { file, lang, from, to, examples, shots } = values;
  if (file === undefined || lang === undefined) throw new UsageError('Give --file and --lang');
  if ([from, to, examples, shots].some((value) => value !== undefined)) {
    throw new UsageError('--from, --to, --examples and --shots belong to --task translation');
  }
  const { tag, texts } = await readTexts(file, lang, parseLimit(values.limit), io);
  const language = parseOwnLanguage('lang', tag, '');
  return () => ({
    about: { language, file },
    scored: continuationTexts(texts, language),
    writing: { kind: 'completion', language },
  });
}

async function translation(values: Values, io: Io): Promise<Prepare> {
  const { file } = values;
  if (file === undefined) throw new UsageError('Give --file');
  const { from, to, pairs } = await readPairs(file, values, parseLimit(values.limit), io);
  const examples = examplesFor(await readExamples(values, io), from, to);
  return (trio) => ({
    about: { language: to, from, to, file },
    scored: translationTexts(trio, pairs, examples, { from, to }),
    writing: { kind: 'translation', from, to },
  });
}

function describe(result: {
  task: string;
  texts: number;
  skipped: number;
  shots: number;
  rules: readonly ScoreReport[];
}): string {
  const { tokens = 0, bytes = 0 } = result.rules[0] ?? {};
  const left = result.skipped > 0 ? `; ${result.skipped} texts are too long and were left out` : '';
  const what =
    result.task === 'continuation'
      ? 'the last three quarters of each text, its first quarter given'
      : `the translations, after prompts with ${result.shots.toFixed(1)} examples on average`;
  return `${result.texts} texts, ${tokens} tokens, ${bytes} bytes measured: ${what}${left}.`;
}

function reportTable(reports: readonly ScoreReport[]): string {
  return table(
    ['rule', 'per token', 'per byte', ...sourceIds.map((source) => `mean ${sourceFolder[source]}`)],
    reports.map(({ name, perplexity, perplexityPerByte, meanWeights }) => [
      name,
      perplexity.toFixed(2),
      perplexityPerByte.toFixed(4),
      ...sourceIds.map((source) => meanWeights[source].toFixed(2)),
    ]),
  );
}
