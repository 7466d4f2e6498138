/** What a suite measured in one run, by name. */
export interface SuiteResult {
  /** Without unit; above 1 the first of the name is faster. */
  readonly ratios: Readonly<Record<string, number>>;
  /** Medians; the names end in their unit. */
  readonly measurements: Readonly<Record<string, number>>;
}
