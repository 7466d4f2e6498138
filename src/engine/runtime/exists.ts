import { stat } from 'node:fs/promises';

/** Whether there is something at a path that can be looked at; links are followed. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
