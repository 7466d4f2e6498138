import type { Trio, TrioBudget } from '../../engine/index.ts';
import type { Io } from '../io.ts';

/** What a suite measured in one run, by name. */
export interface SuiteResult {
  /** Without unit; `AVsB` says how many times faster A is than B unless the suite says otherwise. */
  readonly ratios: Readonly<Record<string, number>>;
  /** Medians; the names end in their unit, or are shares without one. */
  readonly measurements: Readonly<Record<string, number>>;
}

/** What a suite is given. */
export interface Bench {
  /** Folder of the trio. */
  readonly directory: string;
  readonly budget: TrioBudget;
  /** Fewer and shorter rounds: all suites together end within 40 seconds on two cores with the demo. */
  readonly quick: boolean;
  readonly io: Io;
  /** Loads the trio, hands it over and frees it, whatever happens. */
  withTrio<T>(work: (trio: Trio) => Promise<T>): Promise<T>;
}

/** Measures one side of the program. */
export type Suite = (bench: Bench) => Promise<SuiteResult>;

/** A suite that wants a loaded trio. */
export function onTrio(measure: (trio: Trio, bench: Bench) => Promise<SuiteResult>): Suite {
  return (bench) => bench.withTrio((trio) => measure(trio, bench));
}

/** The languages of a trio; there is at least one. */
export function firstLanguage({ info }: Trio): Trio['info']['languages'][number] {
  const [language] = info.languages;
  if (language === undefined) throw new Error('A trio has at least one language.');
  return language;
}
