/**
 * A process that loads and runs spoilt copies of a model, one after the other, and says what came of each: one line
 * with the round's number when it begins, and one with the outcome when it ends: «refused» by TriMix itself, «native» and
 * the code of the error from ONNX Runtime, or «ran». Native code may end the process.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { TriMixError } from '../../../../src/engine/errors.ts';
import { LanguageModel } from '../../../../src/engine/runtime/languageModel.ts';
import { openModelFolder } from '../../../../src/engine/runtime/modelFolder.ts';
import { chance } from '../../../models/support/hostile.ts';

const [path, graph, original, first, end] = process.argv.slice(2) as [string, string, string, string, string];
const whole = await readFile(original);

for (let round = Number(first); round < Number(end); round++) {
  const dice = chance(round);
  const bytes = Buffer.from(whole);
  for (let i = dice.below(3); i >= 0; i--) {
    bytes[dice.below(bytes.length)] = dice.of([0, 1, 2, 0x0a, 0x12, 0x3a, 0x7f, 0x80, 0xff, dice.below(256)]);
  }
  await writeFile(graph, bytes);
  process.stdout.write(`${round}\n`);
  process.stdout.write(`${round} ${await outcome(path)}\n`);
}

async function outcome(model: string): Promise<string> {
  let isLoading = false;
  try {
    await openModelFolder(model);
    isLoading = true;
    const loaded = await LanguageModel.load(model, { executionProvider: 'cpu', threads: 1, label: model });
    try {
      await loaded.append([3, 1, 4, 1, 5], 5);
      loaded.rewind(3);
      await loaded.append([9, 2], 1);
      return 'ran';
    } finally {
      await loaded.dispose();
    }
  } catch (error) {
    // A defect of the program must not pass for an outcome.
    if (!(error instanceof TriMixError)) throw error;
    return isLoading ? `native ${error.code}` : 'refused';
  }
}
