/** What an error is about: values for the places of its text, ready to be read. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** A text with places (`{file}`), or several: the first for which there are all values is the one that is said. */
type ErrorText = string | readonly [string, ...string[]];

/**
 * What is said to a user, by the stable code of the error: what happened, what it means and what to do. Data and
 * nothing else, since the editor says the same in its user's language (`l10n/`): units, lists and the like are
 * written into the details where the error is made.
 */
export const shownErrorTexts = {
  'model-file-missing':
    'The model file {file} is missing. The model cannot be loaded. Install or convert the model again.',
  'model-file-damaged':
    'The model file {file} is damaged: {reason}. Nothing was loaded. Install or convert the model again.',
  'model-manifest-invalid':
    '{file} is not a valid TriMix description: {reason}. Correct the file, or install or convert the model again.',
  'model-layout-unknown':
    '{directory} is no model folder that TriMix knows: {reason}. Nothing was loaded. Choose a folder made by Optimum, by the builder of onnxruntime-genai or by TriMix (in a terminal: «trimix models convert»).',
  'model-graph-unsupported':
    'The ONNX model {file} cannot be run by TriMix: {reason}. Nothing was loaded. Choose another export of the model, or convert its checkpoint (in a terminal: «trimix models convert»).',
  'model-weights-not-finite':
    'The model {source} produced values that are not numbers (NaN or infinity). Its weights are damaged or it does not run on this execution provider. Nothing was inserted. Verify the model, or choose another execution provider.',
  'checkpoint-unsupported':
    'The checkpoint {directory} cannot be converted: {reason}. Nothing was written. Choose a checkpoint that TriMix supports.',
  'checkpoint-weights-not-finite':
    'The tensor {tensor} of the checkpoint {directory} holds values that are not finite numbers (NaN, infinity, or too large for the precision {precision}). A model made from it would write nonsense, so nothing was written. Fetch the checkpoint again, or choose another precision.',
  'conversion-thread-ended':
    'A thread that was converting the model stopped unexpectedly: {reason}. No model was made. Free some memory, then try again.',
  'store-busy': [
    'Another process (number {process} on {host}) is working on {name} right now. Nothing was changed. Wait until it is done, then try again.',
    'Another process (just starting) is working on {name} right now. Nothing was changed. Wait until it is done, then try again.',
  ],
  'store-lock-lost':
    'The work on {name} was stopped: this process stood still for so long that another one took over. What was downloaded is kept. Try again when the other one is done.',
  'store-not-writable':
    'The folder for models cannot be used: {path}: {reason}. Nothing was installed. Check its permissions, or choose another folder.',
  'disk-space-short':
    'There is not enough free space in {path}: {needed} are needed, {free} are free. Nothing was downloaded. Free some space, or choose another folder.',
  'disk-full':
    'The disk became full while {path} was written. Nothing was installed; what was downloaded is kept. Free some space, then try again.',
  'checkpoint-name-invalid':
    '«{name}» cannot be the name of a checkpoint: {reason}. Nothing was done. Write it as OWNER/NAME.',
  'checkpoint-incomplete':
    '{checkpoint} is not a whole checkpoint: {reason}. Nothing was installed. Choose a checkpoint with config.json, tokenizer.json and safetensors files.',
  'checkpoint-installed-already':
    'There is already a checkpoint called {name}. Nothing was changed. Remove it first, or choose another name.',
  'checkpoint-not-installed':
    'No checkpoint called {name} is installed in {store}. Nothing was done. Choose another in the list of models (in a terminal: «trimix models list»).',
  'licence-declined':
    'The licence of {name} ({licence}) was not agreed to. Nothing was downloaded. Install it again when you agree.',
  'licence-not-agreed':
    'What the hub has of {name} is not what was offered and agreed to: {reason}. Nothing was downloaded. Look at the offer again, then install when you agree.',
  'trio-name-invalid':
    '«{name}» cannot be the name of an installed trio. Nothing was done. Use letters, digits, dots and hyphens, and not the name of a bundled trio.',
  'trio-name-taken':
    'There is already another trio called {name}. Nothing was changed. Remove it first, or choose another name.',
  'trio-not-installed':
    'No trio called {name} is installed in {store}. Nothing was done. Choose another in the list of models (in a terminal: «trimix models list»).',
  'hub-endpoint-invalid':
    "The hub's address {endpoint} cannot be used: {reason}. Nothing was downloaded. Give the address of a hub, such as https://hub.example.org.",
  'hub-token-invalid':
    'The access token cannot be used: it has characters that no token has. Nothing was downloaded. Copy the token again.',
  'hub-unreachable':
    'The hub at {host} cannot be reached: {reason}. What was downloaded is kept. Check the connection, or set a mirror, then try again.',
  'hub-token-needed':
    'The hub does not give out {name} without a valid access token: it is gated or private, or does not exist. Nothing was installed. Give a token of your own, or check the name.',
  'hub-access-denied':
    'The hub refuses to give out {name} to you. Nothing was installed. Ask for access and agree to the licence on its page at {host}, then install it with your access token.',
  'hub-not-found': 'The hub at {host} has no {name}. Nothing was installed. Check the name and the revision.',
  'hub-rate-limited':
    'The hub at {host} asks to wait: too many requests came from here. What was downloaded is kept. Try again in {seconds} seconds or more.',
  'hub-failed':
    'The hub at {host} answered with an error (HTTP {status}). What was downloaded is kept. Try again later, or set a mirror.',
  'hub-answer-invalid':
    'The hub at {host} gave an answer that makes no sense: {reason}. Nothing was installed. Check that its address is that of a hub.',
  'download-interrupted':
    'The download of {file} was cut off again and again, last after {received} of {bytes} bytes: {reason}. What was downloaded is kept. Try again; it goes on from there.',
  'download-wrong-length':
    'The hub sent {file} in another length than it lists ({reason}). Nothing was installed. Try again, or set another mirror.',
  'download-corrupt':
    '{file} arrived damaged twice: its checksum is not the one the hub lists. It was thrown away and nothing was installed. Try again, or set another mirror.',
  'block-size-invalid':
    'A block size of {blockSize} cannot be used. Nothing was written. Choose 16, 32, 64, 128 or 256.',
  'output-exists':
    '{path} already exists and is not an empty folder. Nothing was written. Choose another output folder, or remove this one first.',
  'output-not-written':
    '{path} could not be written: {reason}. No finished files are there. Check the free space and the permissions, then try again.',
  'trio-tokenizers-differ':
    'The models of this trio do not share one tokenizer: {reason}. Their logits cannot be mixed. Choose models of one family.',
  'trio-vocabulary-mismatch':
    'The model {source} gives {width} logits, fewer than the {vocabulary} entries of the tokenizer. It does not belong to this tokenizer. Choose models of one family.',
  'tokenizer-invalid':
    'The tokenizer {file} cannot be used: {reason}. Nothing was loaded. Install or convert the model again.',
  'execution-provider-unavailable':
    'The execution provider {provider} cannot run here: {reason}. Choose another one (available: {available}).',
  'memory-insufficient': [
    'The models of {trio} do not fit into memory: {part} needs {needed} and {available} of {memory} can be had (needed per model: {models}). Nothing was loaded. Close other programs, or choose the same models in int4 ({int4Models} with {int4Needed} would fit), or a trio of smaller ones.',
    'The models of {trio} do not fit into memory: {part} needs {needed} and {available} of {memory} can be had (needed per model: {models}). Nothing was loaded. Close other programs, or choose a trio of smaller models.',
  ],
  'source-not-loaded':
    'This rule needs the model {source}, which is not in memory; the status tells why. Nothing was written. Choose the rule TriMix or another one that goes without it, or make room in memory and restart the TriMix server.',
  'inference-failed':
    'The model {source} stopped with an error: {reason}. Nothing was inserted. Restart the TriMix server. If it happens again, the log says more (TriMix: Show Log); in a terminal, «trimix doctor» checks this machine.',
  'text-not-well-formed':
    'The text has half a character in it (an unpaired UTF-16 surrogate). It was not processed, and nothing was changed. Delete the damaged character and try again.',
  'text-binary':
    'This looks like a binary file, not like text. TriMix does not work on it; nothing was changed.',
  'text-empty': 'There is no text to work on. Select some text, or write something first.',
  'text-too-long':
    'The text has {tokens} tokens; at most {limit} can be taken at once. Nothing was changed. Select a shorter part.',
  'selection-too-long':
    'The selection has {characters} characters; at most {limit} can be translated at once. Nothing was changed. Select a shorter part.',
  'engine-stopped':
    'The part of TriMix that runs the models stopped unexpectedly: {reason}. Nothing was changed. It starts again at the next request. If it keeps stopping, the log says more (TriMix: Show Log); in a terminal, «trimix doctor» checks this machine.',
  'trio-not-in-catalogue':
    'The catalogue has no trio called {name}. Nothing was done. Choose another in the list of models (in a terminal: «trimix models list --catalogue»).',
  'models-stopped':
    'The part of TriMix that installs models stopped unexpectedly: {reason}. Nothing half-finished is used; what was downloaded is kept. Try again; it goes on from there.',
  'language-unknown':
    'The language of this text is not one that TriMix knows (Tibetan, Uyghur, Kazakh, Mongolian). Nothing was written. Select other text, or name the language.',
  'scripts-not-convertible':
    'Text cannot be converted from {from} to {to}: they are not two scripts of one language. Nothing was changed. Choose another script of the same language.',
  'languages-equal':
    'The text is already in {language}. Nothing was written. Choose another language to translate into.',
  'language-not-in-trio':
    'The trio {trio} was not trained on {language}. Nothing was changed. Choose another trio for this language.',
  'ids-invalid':
    "These token ids cannot be run: {reason}. Nothing was computed. Give ids of the model's own vocabulary, no more than fit.",
  'rule-invalid':
    'This fusion rule cannot be used: {reason}. Nothing was written. Choose another rule, or other weights.',
  'perplexity-no-tokens':
    'The text is too short to measure: it needs at least two tokens. Nothing was measured. Give a longer text.',
} as const satisfies Readonly<Record<string, ErrorText>>;

/** What only a log is told: nobody waits for the result any more. */
export const quietErrorTexts = {
  cancelled: 'The operation was cancelled.',
  superseded: 'A newer request took the place of this one.',
} as const satisfies Readonly<Record<string, ErrorText>>;

/**
 * What stands in places whose values are words, neither names nor numbers nor what a library says: whoever says the
 * text in another language says these in it, too.
 */
export const errorWords = {
  language: [
    'Tibetan',
    'Uyghur',
    'Kazakh',
    'Kazakh (Arabic script)',
    'Kazakh (Cyrillic)',
    'Mongolian',
    'Mongolian (traditional script)',
    'Mongolian (Cyrillic)',
    'English',
    'Chinese',
  ],
  part: ['all models together', 'small-cpt alone', 'it'],
  memory: ['main memory', 'graphics memory'],
  licence: ['not stated'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A value that may stand in such a place. */
export type ErrorWord<Place extends keyof typeof errorWords> = (typeof errorWords)[Place][number];

const texts: ReadonlyMap<string, ErrorText> = new Map(
  Object.entries({ ...shownErrorTexts, ...quietErrorTexts }),
);

/** The text that says an error with these details, its places still open; null where the code or a value is not known. */
export function errorTemplate(code: string, details: ErrorDetails): string | null {
  return textsOf(code).find((text) => placesOf(text).every((place) => Object.hasOwn(details, place))) ?? null;
}

/** The error in English. A place that the details leave open stays as it is. */
export function englishErrorText(code: string, details: ErrorDetails): string {
  const text = errorTemplate(code, details) ?? textsOf(code).at(-1) ?? code;
  return text.replace(place, (open, name: string) =>
    Object.hasOwn(details, name) ? String(details[name]) : open,
  );
}

/** All texts that a code can be said with; none for a code that is not known. */
export function textsOf(code: string): readonly string[] {
  const found = texts.get(code) ?? [];
  return typeof found === 'string' ? [found] : found;
}

const place = /\{(\w+)\}/g;

/** Names of the places of a text, in order. */
export function placesOf(text: string): readonly string[] {
  return Array.from(text.matchAll(place), ([, name = '']) => name);
}
