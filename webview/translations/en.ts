import type { GuardReason, PerSource, StopReason, TranslationTag } from '../../src/protocol/engineTypes.ts';

/**
 * Every word that the webviews show, in English. Names in braces are filled in; a text with `one` and `other` is
 * chosen by its count. A translation has the same keys: one that is missing does not compile.
 */
export const english = {
  languages: {
    bo: 'Tibetan',
    ug: 'Uyghur',
    'kk-Arab': 'Kazakh (Arabic script)',
    'kk-Cyrl': 'Kazakh (Cyrillic)',
    'mn-Mong': 'Mongolian (traditional script)',
    'mn-Cyrl': 'Mongolian (Cyrillic)',
    en: 'English',
    zh: 'Chinese',
  } satisfies Record<TranslationTag, string>,
  sources: {
    largeIns: 'large-ins',
    smallCpt: 'small-cpt',
    smallBase: 'small-base',
  } satisfies PerSource<string>,
  sourceRoles: { largeIns: 'task', smallCpt: 'language', smallBase: 'reference' } satisfies PerSource<string>,
  sourceWithRole: '{source} ({role})',
  tasks: { completion: 'Completion, {language}', translation: 'Translation, {from} to {to}' },
  rules: {
    fixed: 'TriMix, α {alpha}, β {beta}',
    perplexity: 'TriMix, weights by perplexity',
    online: 'TriMix, weights that follow the document',
    entropy: 'TriMix, weights by entropy',
    proxyTuning: 'Proxy Tuning × {strength}',
    safw: 'SAF-W, {scorer} checks {host}',
    single: '{source} alone',
    withPlausibility: '{rule}, plausibility ≥ {threshold}',
  },
  stop: {
    'end-of-text': 'ended by itself',
    'max-tokens': 'ended at the token limit',
    'natural-end': 'ended at a sentence or line end',
    repetition: 'ended because it began to repeat',
    script: 'ended because it left the script',
    'time-limit': 'ended at the time limit',
    'context-full': 'ended because the context was full',
    cancelled: 'cancelled',
    failed: 'failed',
  } satisfies Record<StopReason | 'cancelled' | 'failed', string>,
  guards: {
    repetition: 'repetition',
    script: 'foreign script',
    encoding: 'broken characters',
    'token-healing': 'the token under the cursor',
    plausibility: 'plausibility',
    'special-token': 'special tokens',
    'empty-text': 'an ending before the beginning',
  } satisfies Record<GuardReason, string>,
  /** Under the page while its words are a draft: see the page for translators. */
  draft: { note: 'This translation is a draft.', help: 'Help us mend it' },
  quoted: '‹{text}›',
  listSeparator: ', ',
  underOnePercent: 'under 1%',

  inspector: {
    title: 'Fusion inspector',
    generation: 'Generation',
    generationOption: '{time} · {task} · {rule}',
    follow: 'Follow newest',
    newer: { one: '{count} newer generation', other: '{count} newer generations' },
    tokens: { one: '{count} token', other: '{count} tokens' },
    running: 'generating …',
    speed: '{speed} tokens/s',
    prefill: 'prompt read in {milliseconds} ms',
    cached: '{cached} of {prompt} prompt tokens from cache',
    changedCount: '{count} changed by fusion',
    changedByFusion: 'changed by fusion',
    legend: 'Who decided',
    decidedCount: { one: 'decided {count} token', other: 'decided {count} tokens' },
    emptyTitle: 'No generation yet',
    emptyText:
      'Write in Tibetan, Uyghur, Kazakh or Mongolian, trigger a completion, or translate a selection. Each token then shows here, with the model that decided it.',
    resetTitle: 'The TriMix server was restarted',
    resetText: 'Its generations are gone. The next completion or translation shows here.',
    loading: 'Loading this generation …',
    waiting: 'Reading the prompt …',
    noTokens: 'This generation wrote no token.',
    text: 'Generated text',
    stripHelp: 'Arrow keys move from token to token, Enter pins one, Escape lets it go.',
    tokenLabel: 'token {number} of {total}: {text}, decided by {winner}, probability {probability}',
    tokenLabelChanged: '{label}, changed by fusion',
    partOf: '{label}, part of {whole}',
    nothing: 'nothing visible',
    announceStart: 'Generation started: {task}.',
    announceEnd: 'Generation over: {tokens}, {stop}.',
    chart: 'Margin of each token, coloured by who decided',
    chartLabel: 'Margin',
    weightsLabel: 'Weights',
    weightsChart: 'Weights of the three models at each token, from {low} to {high}',
  },

  card: {
    title: 'Token {number} of {total}',
    copy: 'Copy details',
    pin: 'Pin',
    unpin: 'Unpin',
    changed: 'changed by fusion',
    sampled: 'sampled, not the best',
    guarded: { one: 'guard: {count} token forbidden', other: 'guard: {count} tokens forbidden' },
    decided:
      '{winner} decided: it gave {contribution} to the margin of {margin} by which {chosen} beat {runnerUp}.',
    tied: '{winner} comes first in a tie: {chosen} and {runnerUp} have the same score.',
    sampledInstead:
      'Sampling took {chosen}, though {runnerUp} scored {deficit} higher; {winner} spoke for it most (or against it least).',
    changedAgainst: '{winner} alone would have written {other}.',
    changedNobody: 'No model alone would have written this.',
    contributions: 'Contributions to the margin',
    contributionsHelp:
      'Weight times the model’s lead of the chosen token over the runner-up {runnerUp}, in logits. Right of the axis speaks for the token, left of it against.',
    sum: 'Sum',
    margin: 'margin {margin}',
    sumEquals: '= margin',
    sumDiffers: 'does not equal the margin of {margin}',
    noPart: 'no part',
    sourcesTable: 'The three models and their mix, for this token',
    fused: 'fused',
    measure: 'Measure',
    notRun: 'not run (weight 0)',
    weight: 'Weight',
    probability: 'Probability of this token',
    rank: 'Rank of this token',
    entropy: 'Entropy (nats)',
    aloneChoice: 'Choice alone',
    without: 'Choice without it',
    measures: 'This token',
    best: 'Best tokens',
    bestRank: 'No. {rank}',
    more: 'More about this step',
    weights: 'Where the weights come from',
    weightsFixed: 'Fixed by the rule.',
    weightsPerplexity: {
      one: 'The pair that predicts the guiding text best: {loss} nats per token over {count} token.',
      other: 'The pair that predicts the guiding text best: {loss} nats per token over {count} tokens.',
    },
    weightsPerplexityKept: {
      one: 'The usual pair: over {count} guiding token no other is clearly better. It gives {loss} nats per token.',
      other:
        'The usual pair: over {count} guiding tokens no other is clearly better. It gives {loss} nats per token.',
    },
    weightsOnline: {
      one: 'α {alpha}, β {beta}: clearly better than the usual pair on the document so far, as sure as {count} token can tell. It gives {loss} nats per token.',
      other:
        'α {alpha}, β {beta}: clearly better than the usual pair on the document so far, as sure as {count} tokens can tell. It gives {loss} nats per token.',
    },
    weightsOnlineKept: {
      one: 'The usual pair, α {alpha}, β {beta}: no other is clearly better on the document so far, as sure as {count} token can tell. It gives {loss} nats per token.',
      other:
        'The usual pair, α {alpha}, β {beta}: no other is clearly better on the document so far, as sure as {count} tokens can tell. It gives {loss} nats per token.',
    },
    weightsOnlineEmpty: 'The usual pair, α {alpha}, β {beta}: the document has no text in its script yet.',
    way: 'The weights’ way through the document',
    wayLabel: 'Weights',
    wayChart:
      'Weights of the three models from token {first} to token {last} of the document, from {low} to {high}',
    waySteps: 'The {count} pairs in turn',
    wayStep: 'from token {token} on: α {alpha}, β {beta}',
    weightsEntropy: 'The pair that is surest of the first token: an entropy of {entropy} nats.',
    weightsPerStep: 'Computed anew by the rule at each token.',
    divergence: 'Disagreement of the models',
    divergenceText: '{divergence} of at most {most} nats (generalised Jensen–Shannon divergence).',
    guard: 'Guard',
    guardText: {
      one: '{count} token was forbidden: {reasons}.',
      other: '{count} tokens were forbidden: {reasons}.',
    },
    guardNone: 'No token was forbidden.',
  },

  textPreview: {
    title: 'Text preview',
    text: 'Text of {name}',
    unknownLanguage: 'Text',
    emptyLine: 'empty line',
    withGhost: '{before} [grey text: {ghost}] {after}',
    help: 'Arrow keys move the cursor as the text runs, Enter goes on writing there, a click goes to a place.',
    emptyTitle: 'No text',
    emptyText: 'Open a document and put the cursor into it. Its text stands here in its own direction.',
  },

  preview: {
    title: 'Translation preview',
    passage: 'Passage {number} of {total}',
    direction: '{from} → {to}',
    source: 'Source',
    target: 'Translation',
    waiting: 'Waiting',
    running: 'Translating …',
    runningSentence: 'Translating sentence {number} of {total} …',
    retrying: 'Translating a sentence again …',
    done: 'Done',
    warningOf: '{warning} ({count} of {total} sentences)',
    sentences: 'Sentences',
    sentencesToCheck: {
      one: 'Sentences ({count} to check)',
      other: 'Sentences ({count} to check)',
    },
    sentence: 'Sentence {number}',
    retrySentence: 'Retry',
    retrySentenceLabel: 'Retry sentence {number}',
    cancelled: 'Cancelled',
    failed: 'Failed',
    notYet: 'The translation appears here.',
    nothingWritten: 'Nothing was written before it stopped.',
    actions: 'What to do with the translation',
    replace: 'Replace',
    insertBelow: 'Insert Below',
    copy: 'Copy',
    cancel: 'Cancel',
    retry: 'Retry',
    emptyTitle: 'No translation yet',
    emptyText: 'Select text in an editor and run “TriMix: Translate Selection”.',
    announceDone: 'The translation is finished.',
    announceFailed: 'The translation failed.',
    announceCancelled: 'The translation was cancelled.',
    announceRetried: 'The sentence was translated again.',
  },
} as const;

/** A text that depends on a count: the forms that the language tells apart, by CLDR's names. */
export interface PluralForms {
  readonly one?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

type Translated<Part> = Part extends string
  ? string
  : Part extends PluralForms
    ? PluralForms
    : { readonly [Key in keyof Part]: Translated<Part[Key]> };

/** What a translation has to say. */
export type Words = Translated<typeof english>;

type Drafted<Part> = Part extends string
  ? string
  : Part extends PluralForms
    ? PluralForms
    : { readonly [Key in keyof Part]?: Drafted<Part[Key]> };

/** A translation that may lack texts, and that nobody has read yet who grew up with the language. */
export type Draft = Drafted<typeof english>;
