// npm run make:grid-kernel: compiles assembly/gridSums.ts into src/engine/fusion/gridKernel.ts. Same bytes each time.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../stage.ts';
import { compileKernel } from './compileKernel.ts';

const file = path.join(projectRoot, 'src', 'engine', 'fusion', 'gridKernel.ts');
const lines = Buffer.from(await compileKernel())
  .toString('base64')
  .match(/.{1,100}/gu);
if (lines === null) throw new Error('The compiler gave nothing.');
await writeFile(
  file,
  [
    '// Made by `npm run make:grid-kernel` from scripts/gridKernel/assembly/gridSums.ts; do not edit.',
    '',
    '/** The WebAssembly module that sums over the vocabulary for the 36 pairs of the grid, in base64. */',
    'export const gridKernel =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n'),
);
