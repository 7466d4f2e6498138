import type { WeighedScript } from '../../../../../src/engine/text/languageEvidence.ts';

/** A class of a table: its languages, and how often it is shown in training (parts of 1). */
export interface ClassPlan {
  readonly languages: readonly string[];
  readonly share: number;
}

export interface Plan {
  readonly rows: number;
  /** Pieces of text that are shown. */
  readonly pieces: number;
  /** Names are a language that has an answer of its own, or «other» and a number. */
  readonly classes: Readonly<Record<string, ClassPlan>>;
}

/** Languages that no class names join the last class. */
export const plans: Readonly<Record<WeighedScript, Plan>> = {
  Arab: {
    rows: 32_768,
    pieces: 1_500_000,
    classes: {
      ug: { languages: ['ug'], share: 0.36 },
      'kk-Arab': { languages: ['kk-Arab'], share: 0.36 },
      other: { languages: [], share: 0.28 },
    },
  },
  Cyrl: {
    rows: 98_304,
    pieces: 6_000_000,
    classes: {
      'kk-Cyrl': { languages: ['kk-Cyrl'], share: 0.16 },
      'mn-Cyrl': { languages: ['mn-Cyrl'], share: 0.11 },
      ru: { languages: ['ru'], share: 0.22 },
      'other 1': { languages: ['uk'], share: 0.1 },
      'other 2': { languages: ['be'], share: 0.06 },
      'other 3': { languages: ['bg'], share: 0.11 },
      'other 4': { languages: ['mk'], share: 0.06 },
      'other 5': { languages: ['sr'], share: 0.05 },
      'other 6': { languages: ['ky'], share: 0.05 },
      'other 7': { languages: ['tt', 'ba'], share: 0.04 },
      'other 8': { languages: ['kaa', 'uzn_cyrl', 'tuk_cyrl', 'azj_cyrl'], share: 0.03 },
      'other 9': { languages: ['alt', 'kjh', 'tyv', 'sah'], share: 0.03 },
      'other 10': { languages: [], share: 0.04 },
    },
  },
  Latn: {
    rows: 32_768,
    pieces: 2_000_000,
    classes: { en: { languages: ['en'], share: 0.5 }, other: { languages: [], share: 0.5 } },
  },
};
