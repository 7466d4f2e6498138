import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../stage.ts';

/** Where the report is, where nobody says otherwise. */
export const usualReport = join(projectRoot, 'docs/benchmarks.md');

const introduction = `# Benchmarks

Speed is told as ratios within one run wherever that is possible: variants take turns, so that a slow moment of the
machine hits all of them. Absolute figures are medians and hold for the machine they name. \`npm run bench\` measures the
bundled demo in a terminal; \`npm run bench:report -- --work DIR\` writes the sections below, in a folder where models
with made-up weights are kept from one run to the next (\`--sections demo,shapes,peers\` for some of them), and
\`npm run bench:full-size -- --work DIR\` goes the whole way of an installation.
`;

/**
 * Kinds of sections in the order in which they stand; the name of one begins with its kind. An account is written by
 * hand: why figures are what they are.
 */
const kinds = ['demo', 'shapes', 'peers', 'account', 'full size'] as const;

/** Puts a section into the report file: in the place of its older one, or where its kind belongs. */
export function writeSection(file: string, name: string, body: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  writeFileSync(file, withSection(before, name, body));
}

/** The report with one section written anew; the others stay as they are. */
export function withSection(report: string, name: string, body: string): string {
  const sections = sectionsOf(report).filter((section) => section.name !== name);
  // A stable sort: sections of one kind stay in the order in which they came.
  const all = [...sections, { name, body: body.trim() }].sort((a, b) => rank(a.name) - rank(b.name));
  return `${introduction}\n${all.map(written).join('\n')}`;
}

interface Section {
  readonly name: string;
  readonly body: string;
}

function sectionsOf(report: string): readonly Section[] {
  const found = report.matchAll(/<!-- section: (.+?) -->\n([\s\S]*?)<!-- end: \1 -->/gu);
  return Array.from(found, ([, name, body]) => ({ name: name!, body: body!.trim() }));
}

function written({ name, body }: Section): string {
  return `<!-- section: ${name} -->\n\n${body}\n\n<!-- end: ${name} -->\n`;
}

function rank(name: string): number {
  const found = kinds.findIndex((kind) => name.startsWith(kind));
  return found === -1 ? kinds.length : found;
}
