// npm run eval:demo [-- --limit N] [--no-perplexity] [--samples N] [--milic DIR] [--only TAG] [--trio DIR] [--json FILE]
// Measures the demo trio on text it was not trained on: the figures of its data card.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { translateAll, type TranslationScore } from '../../src/cli/evaluation/translateAll.ts';
import { comparedRules } from '../../src/cli/evaluation/comparedRules.ts';
import { loadTrio, type Trio } from '../../src/engine/index.ts';
import { isLanguageTag, languageTags, type LanguageTag } from '../../src/engine/text/languages.ts';
import { projectRoot } from '../stage.ts';
import { directed, heldOut, milic, type HeldOut } from './heldOut.ts';
import { perplexities, perplexityTasks, type Perplexities } from './perplexities.ts';
import { samples, type Samples } from './samples.ts';
import { figureTable, markdownTable } from './tables.ts';
import { verdicts } from './verdicts.ts';

const usage =
  'npm run eval:demo [-- --limit N] [--no-perplexity] [--samples N] [--milic DIR] [--only TAG] [--trio DIR] [--json FILE]';

const { values } = parseArgs({
  options: {
    limit: { type: 'string', default: '60' },
    'no-perplexity': { type: 'boolean', default: false },
    samples: { type: 'string', default: '200' },
    milic: { type: 'string' },
    only: { type: 'string' },
    trio: { type: 'string', default: path.join(projectRoot, 'models/demo') },
    json: { type: 'string' },
  },
});
const limit = wholeNumber(values.limit);
const sampleCount = wholeNumber(values.samples);
const tags = languageTags.filter((tag) => values.only === undefined || tag === values.only);
if (tags.length === 0 || (values.only !== undefined && !isLanguageTag(values.only))) fail();

const say = (text: string): void => console.log(text);
const limited = (language: HeldOut): HeldOut => ({
  ...language,
  texts: language.texts.slice(0, limit),
  pairs: language.pairs.slice(0, limit),
});
const languages = tags.map((tag) => limited(heldOut(tag)));

const trio = await loadTrio(values.trio, { executionProvider: 'cpu' });
const results: Record<string, unknown> = { trio: trio.info.name, recommended: trio.info.recommendedWeights };
try {
  if (!values['no-perplexity']) results['perplexity'] = await reportPerplexities(trio);
  if (sampleCount > 0) results['samples'] = await reportSamples(trio);
  if (values.milic !== undefined) results['milic'] = await reportMilic(trio, values.milic);
} finally {
  await trio.dispose();
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 1)}\n`);

async function reportPerplexities(trio: Trio): Promise<unknown> {
  const found: Record<string, Record<string, Perplexities>> = {};
  for (const task of perplexityTasks) {
    const byTag: Record<string, Perplexities> = {};
    for (const language of languages) byTag[language.tag] = await perplexities(trio, language, task);
    found[task] = byTag;
    const columns = Object.values(byTag);
    const rows = (figure: 'perplexity' | 'perplexityPerByte') =>
      columns[0]!.rules.map(({ name }, at) => ({
        name,
        values: columns.map(({ rules }) => rules[at]![figure]),
      }));
    const about = task === 'continuation' ? 'plain continuation' : `translation ${task}, answers only`;
    const shots = columns.map((column) => column.shots.toFixed(1)).join(' / ');
    say(
      `\n## Perplexity per token: ${about}${task === 'continuation' ? '' : ` (examples per prompt: ${shots})`}\n`,
    );
    say(figureTable('rule', tags, rows('perplexity'), 2, 'lowest'));
    say(`\noracle pairs: ${columns.map(({ oracle }) => oracle).join(', ')}`);
    say(`\n### per UTF-8 byte\n\n${figureTable('rule', tags, rows('perplexityPerByte'), 3, 'lowest')}`);
    say(`\n${verdicts(task, byTag).join('\n')}`);
  }
  return found;
}

async function reportSamples(trio: Trio): Promise<unknown> {
  const found: Record<string, Samples> = {};
  for (const language of languages) found[language.tag] = await samples(trio, language, sampleCount);
  say(`\n## ${sampleCount} sampled completions per language\n`);
  const rows = Object.entries(found).map(([tag, { count, sound, outOfScript, broken, empty, stops }]) => [
    tag,
    `${((100 * sound) / count).toFixed(1)} %`,
    ...[outOfScript, broken, empty, stops.script ?? 0, stops.repetition ?? 0].map(String),
  ]);
  say(
    markdownTable(
      [
        'language',
        'in script, no broken cluster',
        'out of script',
        'broken cluster',
        'empty',
        'ended by the script guard',
        'ended by the repetition guard',
      ],
      rows,
    ),
  );
  for (const [tag, { first }] of Object.entries(found)) {
    say(`\n### ${tag}\n`);
    for (const { prefix, text } of first) say(`- …${oneLine(prefix)}⟦${oneLine(text)}⟧`);
  }
  return found;
}

async function reportMilic(trio: Trio, folder: string): Promise<unknown> {
  const found: Record<string, unknown> = {};
  // The same rows for all languages: the weights that are recommended for translation in general.
  const rules = comparedRules(trio.info, { kind: 'translation', from: 'en', to: 'zh' });
  const here = milic(folder).filter(({ tag }) => (tags as readonly LanguageTag[]).includes(tag));
  for (const isInto of [true, false]) {
    const columns: (readonly TranslationScore[])[] = [];
    for (const language of here.map(limited)) {
      const { tag, pairs, examples } = language;
      const direction = isInto ? ({ from: 'en', to: tag } as const) : ({ from: tag, to: 'en' } as const);
      const how = { ...direction, examples: directed(examples, isInto).slice(0, 3), maxTokens: 100 };
      columns.push(await translateAll(trio, rules, directed(pairs, isInto), how));
    }
    found[isInto ? 'into the language' : 'into English'] = columns;
    const rows = rules.map(({ name }, at) => ({
      name,
      values: columns.map((column) => column[at]!['chrf++']),
    }));
    say(`\n## MiLiC-Eval dev, chrF++ ${isInto ? 'from English' : 'into English'}, 3 examples\n`);
    say(
      figureTable(
        'rule',
        here.map(({ tag }) => tag),
        rows,
        2,
        'highest',
      ),
    );
  }
  return found;
}

function oneLine(text: string): string {
  return text.replace(/\n/gu, ' ⏎ ');
}

function wholeNumber(value: string): number {
  if (!/^\d{1,6}$/u.test(value)) fail();
  return Number(value);
}

function fail(): never {
  console.error(usage);
  process.exit(2);
}
