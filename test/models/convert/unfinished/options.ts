/** A journal after every unit: so that a test can break off between any two of them. */
export const unfinishedOptions = {
  precision: 'int4',
  journalBytes: 0,
  provenance: { repository: 'test/checkpoint', revision: '1', licence: 'MIT' },
} as const;
