/**
 * A conversion as a process of its own, which kills itself: `convertProcess.ts CHECKPOINT DOWNLOADS OUT WORK EVENTS`
 * ends by SIGKILL at the given event (a weights file brought or released, or some weights converted), and not at all
 * for 0. Writes a line before each.
 */
import { writeSync } from 'node:fs';
import { convertModel } from '../../../../src/models/index.ts';
import { recordingSource } from '../../support/recordingSource.ts';
import { unfinishedOptions } from './options.ts';

const [checkpoint, downloads, out, work, last] = process.argv.slice(2);
let events = 0;
function onEvent(...words: readonly (string | number)[]): void {
  writeSync(1, `${words.join(' ')}\n`);
  if (++events === Number(last)) process.kill(process.pid, 'SIGKILL');
}
await convertModel({
  ...unfinishedOptions,
  source: await recordingSource(checkpoint!, downloads!, onEvent),
  out: out!,
  work: work!,
  onProgress: (done, total) => onEvent('progress', done, total),
});
