import { onTestFinished } from 'vitest';
import { LocalHub } from './localHub.ts';

/** A hub that lives as long as the test. */
export async function startHub(): Promise<LocalHub> {
  const hub = await LocalHub.start();
  onTestFinished(() => hub.close());
  return hub;
}
