import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Frees now what JavaScript would free some time. The KV caches of models that are gone lie in array buffers, up to
 * some hundred megabytes, and a thread that waits for work collects no garbage.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as unknown as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
}
