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
    rows: 262_144,
    pieces: 8_000_000,
    classes: {
      'kk-Cyrl': { languages: ['kk-Cyrl'], share: 0.14 },
      'mn-Cyrl': { languages: ['mn-Cyrl'], share: 0.11 },
      ru: { languages: ['ru'], share: 0.2 },
      'other 1': { languages: ['uk', 'be'], share: 0.16 },
      'other 2': { languages: ['bg', 'mk', 'sr'], share: 0.22 },
      'other 3': { languages: ['ky'], share: 0.06 },
      'other 4': {
        languages: ['tt', 'ba', 'uzn_cyrl', 'tuk_cyrl', 'azj_cyrl', 'alt', 'kjh', 'tyv'],
        share: 0.06,
      },
      // So near to Kazakh that it is learnt on its own.
      'other 5': { languages: ['kaa'], share: 0.03 },
      'other 6': { languages: [], share: 0.04 },
    },
  },
  Latn: {
    rows: 98_304,
    pieces: 2_000_000,
    classes: { en: { languages: ['en'], share: 0.5 }, other: { languages: [], share: 0.5 } },
  },
};
