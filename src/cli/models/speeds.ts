import path from 'node:path';
import {
  availableProviders,
  describeSpeed,
  measureTrio,
  openTrio,
  recallSpeed,
  sourceFolder,
  type ExecutionProvider,
  type MeasuredModel,
  type MeasureTrioOptions,
  type SpeedVerdict,
  type TrioBudget,
} from '../../engine/index.ts';
import type { InstalledTrio } from '../../models/index.ts';
import type { Io } from '../io.ts';
import { progress } from '../progress.ts';
import { providerTests } from '../providerTests.ts';

/** What was measured of a model on a graphics provider, beside the CPU. */
export interface ProviderSpeed {
  readonly provider: ExecutionProvider;
  readonly verdict: SpeedVerdict;
}

/** The same for a model of a trio. */
export type ModelSpeed = MeasuredModel;

/**
 * Measures a trio's models where there is something to choose, saying how far it is.
 *
 * @throws TriMixError `cancelled`, and as `openTrio`
 */
export async function measuredTrio(
  directory: string,
  budget: TrioBudget,
  io: Io,
  options: Pick<MeasureTrioOptions, 'again'> = {},
): Promise<readonly ModelSpeed[]> {
  const line = progress(io, 'Measuring which processor is faster');
  const opened = await openTrio(directory, io.signal);
  const measuring = { ...options, signal: io.signal, onProgress: line.at };
  return await measureTrio(opened, budget, measuring).finally(line.end);
}

/** What is remembered of a model of a trio. */
export async function rememberedSpeeds(
  trio: string,
  model: InstalledTrio['models'][number],
  io: Io,
): Promise<readonly ProviderSpeed[]> {
  const { providerTests: tests } = providerTests(io);
  if (tests === undefined) return [];
  const speeds: ProviderSpeed[] = [];
  for (const provider of availableProviders().filter((name) => name !== 'cpu')) {
    const verdict = await recallSpeed(
      { ...model, directory: path.join(trio, model.folder) },
      provider,
      tests,
    );
    if (verdict !== null) speeds.push({ provider, verdict });
  }
  return speeds;
}

/** A speed in words. */
export function speedLine({ provider, verdict }: ProviderSpeed): string {
  return describeSpeed(verdict, provider);
}

/** One line for each model that was measured. */
export function speedLines(speeds: readonly ModelSpeed[]): readonly string[] {
  return speeds.map((speed) => `${sourceFolder[speed.source]}: ${speedLine(speed)}`);
}
