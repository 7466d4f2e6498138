// npm run make:demo -- --corpus DIR --work DIR [--python COMMAND]
// Trains the demo trio (models/demo/training) and converts it into models/demo. Trained models in WORK are kept.
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { LanguageTag } from '../src/engine/text/languages.ts';
import { convertTrio, type TrioSource } from '../src/models/index.ts';
import { projectRoot } from './stage.ts';

/** Which small-cpt each language gets; the measurement that chose is in models/demo/README.md. */
const smallCpts: readonly { readonly name: string; readonly languages: readonly LanguageTag[] }[] = [
  { name: 'bo', languages: ['bo'] },
  { name: 'ug', languages: ['ug'] },
  { name: 'kk-Arab', languages: ['kk-Arab'] },
  { name: 'kk-Cyrl', languages: ['kk-Cyrl'] },
  { name: 'mn-Mong', languages: ['mn-Mong'] },
  { name: 'mn-Cyrl', languages: ['mn-Cyrl'] },
];

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    work: { type: 'string' },
    python: { type: 'string', default: 'python3' },
  },
});
const { corpus, work, python } = values;
if (corpus === undefined || work === undefined) {
  console.error('npm run make:demo -- --corpus DIR --work DIR [--python COMMAND]');
  process.exit(2);
}

const demo = path.join(projectRoot, 'models/demo');
const training = path.join(demo, 'training');
execFileSync(python, [path.join(training, 'train_demo.py'), '--corpus', corpus, '--work', work], {
  stdio: 'inherit',
  env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
});

const source = (name: string): TrioSource => ({
  directory: path.join(work, name),
  provenance: { repository: 'models/demo/training', revision: '1', licence: 'CC BY-SA 4.0' },
});
const out = path.join(await mkdtemp(path.join(demo, '.new-')), 'trio');
await convertTrio({
  sources: {
    largeIns: source('large-ins'),
    smallBase: source('small-base'),
    smallCpt: smallCpts.map(({ name, languages }) => ({ ...source(`small-cpt-${name}`), name, languages })),
  },
  tokenizer: work,
  out,
  precision: 'int8',
  description: {
    name: 'demo',
    title: 'Demo: tiny, for trying and testing',
    experimental: ['mn-Mong'],
    recommendedWeights: { completion: { alpha: 0.1, beta: 0.9 }, translation: { alpha: 0.3, beta: 0.7 } },
  },
});

// Only now is the old trio touched: a conversion that fails leaves it as it was.
const isModel = (name: string): boolean => /^(?:large-ins|small-base|small-cpt.*)$/u.test(name);
for (const name of (await readdir(demo)).filter(isModel))
  await rm(path.join(demo, name), { recursive: true });
for (const name of await readdir(out)) await rename(path.join(out, name), path.join(demo, name));
await rm(path.dirname(out), { recursive: true });
await cp(path.join(work, 'held-out'), path.join(demo, 'held-out'), { recursive: true });
console.log(`${demo} holds the new trio. Measure it with npm run eval:demo.`);
