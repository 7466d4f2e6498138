/**
 * The catalogue of everything that can go wrong in a way the program foresees.
 *
 * Each entry has a stable code, and a message that says what happened, what it means and what to do.
 * `showToUser` tells whether an editor should put the message before the user (true) or only into the log.
 */
interface CatalogueEntry {
  readonly showToUser: boolean;
  readonly message: (details: Readonly<Record<string, string | number>>) => string;
}

const catalogue = {
  'model-file-missing': {
    showToUser: true,
    message: (d) =>
      `The model file ${d['file']} is missing. The model cannot be loaded. Install or convert the model again.`,
  },
  'model-file-damaged': {
    showToUser: true,
    message: (d) =>
      `The model file ${d['file']} is damaged: ${d['reason']}. Nothing was loaded. Install or convert the model again.`,
  },
  'model-manifest-invalid': {
    showToUser: true,
    message: (d) =>
      `${d['file']} is not a valid TriMix description: ${d['reason']}. Correct the file, or install or convert the model again.`,
  },
  'model-layout-unknown': {
    showToUser: true,
    message: (d) =>
      `${d['directory']} is no model folder that TriMix knows: ${d['reason']}. Nothing was loaded. Choose a folder made by «trimix models convert», Optimum or the builder of onnxruntime-genai.`,
  },
  'model-graph-unsupported': {
    showToUser: true,
    message: (d) =>
      `The ONNX model ${d['file']} cannot be run by TriMix: ${d['reason']}. Nothing was loaded. Choose another export of the model, or convert its checkpoint with «trimix models convert».`,
  },
  'model-weights-not-finite': {
    showToUser: true,
    message: (d) =>
      `The model ${d['source']} produced values that are not numbers (NaN or infinity). Its weights are damaged or it does not run on this execution provider. Nothing was inserted. Verify the model, or choose another execution provider.`,
  },
  'checkpoint-unsupported': {
    showToUser: true,
    message: (d) =>
      `The checkpoint ${d['directory']} cannot be converted: ${d['reason']}. Nothing was written. Choose a checkpoint that TriMix supports.`,
  },
  'checkpoint-weights-not-finite': {
    showToUser: true,
    message: (d) =>
      `The tensor ${d['tensor']} of the checkpoint ${d['directory']} holds values that are not finite numbers (NaN, infinity, or too large for the precision ${d['precision']}). A model made from it would write nonsense, so nothing was written. Fetch the checkpoint again, or choose another precision.`,
  },
  'store-busy': {
    showToUser: true,
    message: (d) =>
      `Another process (${d['owner']}) is working on ${d['name']} right now. Nothing was changed. Wait until it is done, then try again.`,
  },
  'store-lock-lost': {
    showToUser: true,
    message: (d) =>
      `The work on ${d['name']} was stopped: this process stood still for so long that another one took over. What was downloaded is kept. Try again when the other one is done.`,
  },
  'store-not-writable': {
    showToUser: true,
    message: (d) =>
      `The folder for models cannot be used: ${d['path']}: ${d['reason']}. Nothing was installed. Check its permissions, or choose another folder.`,
  },
  'disk-space-short': {
    showToUser: true,
    message: (d) =>
      `There is not enough free space in ${d['path']}: ${d['needed']} bytes are needed, ${d['free']} are free. Nothing was downloaded. Free some space, or choose another folder.`,
  },
  'disk-full': {
    showToUser: true,
    message: (d) =>
      `The disk became full while ${d['path']} was written. Nothing was installed; what was downloaded is kept. Free some space, then try again.`,
  },
  'checkpoint-name-invalid': {
    showToUser: true,
    message: (d) =>
      `«${d['name']}» cannot be the name of a checkpoint: ${d['reason']}. Nothing was done. Write it as OWNER/NAME.`,
  },
  'checkpoint-incomplete': {
    showToUser: true,
    message: (d) =>
      `${d['checkpoint']} is not a whole checkpoint: ${d['reason']}. Nothing was installed. Choose a checkpoint with config.json, tokenizer.json and safetensors files.`,
  },
  'checkpoint-installed-already': {
    showToUser: true,
    message: (d) =>
      `There is already a checkpoint called ${d['name']}. Nothing was changed. Remove it first, or choose another name.`,
  },
  'checkpoint-not-installed': {
    showToUser: true,
    message: (d) =>
      `No checkpoint called ${d['name']} is installed in ${d['store']}. Nothing was done. «trimix models list» shows which are.`,
  },
  'licence-declined': {
    showToUser: true,
    message: (d) =>
      `The licence of ${d['name']} (${d['licence']}) was not agreed to. Nothing was downloaded. Install it again when you agree.`,
  },
  'hub-endpoint-invalid': {
    showToUser: true,
    message: (d) =>
      `The hub's address ${d['endpoint']} cannot be used: ${d['reason']}. Nothing was downloaded. Give the address of a hub, such as https://hub.example.org.`,
  },
  'hub-token-invalid': {
    showToUser: true,
    message: () =>
      'The access token cannot be used: it has characters that no token has. Nothing was downloaded. Copy the token again.',
  },
  'hub-unreachable': {
    showToUser: true,
    message: (d) =>
      `The hub at ${d['host']} cannot be reached: ${d['reason']}. What was downloaded is kept. Check the connection, or set a mirror, then try again.`,
  },
  'hub-token-needed': {
    showToUser: true,
    message: (d) =>
      `The hub does not give out ${d['name']} without a valid access token: it is gated or private, or does not exist. Nothing was installed. Give a token of your own, or check the name.`,
  },
  'hub-access-denied': {
    showToUser: true,
    message: (d) =>
      `The hub refuses to give out ${d['name']} to you. Nothing was installed. Ask for access and agree to the licence on its page at ${d['host']}, then install it with your access token.`,
  },
  'hub-not-found': {
    showToUser: true,
    message: (d) =>
      `The hub at ${d['host']} has no ${d['name']}. Nothing was installed. Check the name and the revision.`,
  },
  'hub-rate-limited': {
    showToUser: true,
    message: (d) =>
      `The hub at ${d['host']} asks to wait: too many requests came from here. What was downloaded is kept. Try again in ${d['seconds']} seconds or more.`,
  },
  'hub-failed': {
    showToUser: true,
    message: (d) =>
      `The hub at ${d['host']} answered with an error (HTTP ${d['status']}). What was downloaded is kept. Try again later, or set a mirror.`,
  },
  'hub-answer-invalid': {
    showToUser: true,
    message: (d) =>
      `The hub at ${d['host']} gave an answer that makes no sense: ${d['reason']}. Nothing was installed. Check that its address is that of a hub.`,
  },
  'download-interrupted': {
    showToUser: true,
    message: (d) =>
      `The download of ${d['file']} was cut off again and again, last after ${d['received']} of ${d['bytes']} bytes: ${d['reason']}. What was downloaded is kept. Try again; it goes on from there.`,
  },
  'download-wrong-length': {
    showToUser: true,
    message: (d) =>
      `The hub sent ${d['file']} in another length than it lists (${d['reason']}). Nothing was installed. Try again, or set another mirror.`,
  },
  'download-corrupt': {
    showToUser: true,
    message: (d) =>
      `${d['file']} arrived damaged twice: its checksum is not the one the hub lists. It was thrown away and nothing was installed. Try again, or set another mirror.`,
  },
  'block-size-invalid': {
    showToUser: true,
    message: (d) =>
      `A block size of ${d['blockSize']} cannot be used. Nothing was written. Choose 16, 32, 64, 128 or 256.`,
  },
  'output-exists': {
    showToUser: true,
    message: (d) =>
      `${d['path']} already exists and is not an empty folder. Nothing was written. Choose another output folder, or remove this one first.`,
  },
  'output-not-written': {
    showToUser: true,
    message: (d) =>
      `${d['path']} could not be written: ${d['reason']}. Nothing was kept. Check the free space and the permissions, then try again.`,
  },
  'trio-tokenizers-differ': {
    showToUser: true,
    message: (d) =>
      `The models of this trio do not share one tokenizer: ${d['reason']}. Their logits cannot be mixed. Choose models of one family.`,
  },
  'trio-vocabulary-mismatch': {
    showToUser: true,
    message: (d) =>
      `The model ${d['source']} gives ${d['width']} logits, fewer than the ${d['vocabulary']} entries of the tokenizer. It does not belong to this tokenizer. Choose models of one family.`,
  },
  'tokenizer-invalid': {
    showToUser: true,
    message: (d) =>
      `The tokenizer ${d['file']} cannot be used: ${d['reason']}. Install or convert the model again.`,
  },
  'execution-provider-unavailable': {
    showToUser: true,
    message: (d) =>
      `The execution provider ${d['provider']} cannot run here: ${d['reason']}. Choose another one (available: ${d['available']}).`,
  },
  'memory-insufficient': {
    showToUser: true,
    message: (d) =>
      `The models of ${d['trio']} do not fit into memory: ${d['part']} needs ${d['needed']} and ${d['available']} of ${d['memory']} can be had (needed per model: ${d['models']}). Nothing was loaded. Close other programs, or ${d['advice']}.`,
  },
  'source-not-loaded': {
    showToUser: true,
    message: (d) =>
      `This rule needs the model ${d['source']}, which is not in memory; the status tells why. Nothing was written. Choose the rule TriMix or another one that goes without it, or make room in memory and restart the TriMix server.`,
  },
  'inference-failed': {
    showToUser: true,
    message: (d) =>
      `The model ${d['source']} stopped with an error: ${d['reason']}. Nothing was inserted. Restart the TriMix server; if it happens again, run «trimix doctor».`,
  },
  'text-not-well-formed': {
    showToUser: true,
    message: () =>
      'The text has half a character in it (an unpaired UTF-16 surrogate). It was not processed, and nothing was changed. Delete the damaged character and try again.',
  },
  'text-binary': {
    showToUser: true,
    message: () =>
      'This looks like a binary file, not like text. TriMix does not work on it; nothing was changed.',
  },
  'text-empty': {
    showToUser: true,
    message: () => 'There is no text to work on. Select some text, or write something first.',
  },
  'text-too-long': {
    showToUser: true,
    message: (d) =>
      `The text has ${d['tokens']} tokens; at most ${d['limit']} can be taken at once. Nothing was changed. Select a shorter part.`,
  },
  'selection-too-long': {
    showToUser: true,
    message: (d) =>
      `The selection has ${d['characters']} characters; at most ${d['limit']} can be translated at once. Nothing was changed. Select a shorter part.`,
  },
  'engine-stopped': {
    showToUser: true,
    message: (d) =>
      `The part of TriMix that runs the models stopped unexpectedly: ${d['reason']}. Nothing was changed. It starts again at the next request; if it keeps stopping, run «trimix doctor».`,
  },
  'language-unknown': {
    showToUser: true,
    message: () =>
      'The language of this text is not one that TriMix knows (Tibetan, Uyghur, Kazakh, Mongolian). Select other text, or name the language.',
  },
  'languages-equal': {
    showToUser: true,
    message: (d) => `The text is already in ${d['language']}. Choose another language to translate into.`,
  },
  'language-not-in-trio': {
    showToUser: true,
    message: (d) =>
      `The trio ${d['trio']} was not trained on ${d['language']}. Choose another trio for this language.`,
  },
  'ids-invalid': {
    showToUser: true,
    message: (d) => `These token ids cannot be run: ${d['reason']}. Give ids of the model's own vocabulary.`,
  },
  'rule-invalid': {
    showToUser: true,
    message: (d) => `This fusion rule cannot be used: ${d['reason']}.`,
  },
  'perplexity-no-tokens': {
    showToUser: true,
    message: () => 'The text is too short to measure: it needs at least two tokens.',
  },
  cancelled: {
    showToUser: false,
    message: () => 'The operation was cancelled.',
  },
  superseded: {
    showToUser: false,
    message: () => 'A newer request took the place of this one.',
  },
} as const satisfies Record<string, CatalogueEntry>;

/** The stable code of a foreseen error. */
export type ErrorCode = keyof typeof catalogue;

/** All codes, for tests and documentation. */
export const errorCodes = Object.keys(catalogue) as readonly ErrorCode[];

/** A foreseen error. Its message is fit to be read by a user. */
export class TriMixError extends Error {
  override readonly name = 'TriMixError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, details: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(catalogue[code].message(details), cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }

  /** Whether an editor should show the message, rather than only log it. */
  get showToUser(): boolean {
    return catalogue[this.code].showToUser;
  }
}

/** True when the error only says that somebody no longer wants the result. */
export function isCancellation(error: unknown): boolean {
  return error instanceof TriMixError && (error.code === 'cancelled' || error.code === 'superseded');
}

/**
 * Throws when the signal is aborted: the signal's own reason when that is a {@link TriMixError}
 * (so that «superseded» stays «superseded»), else «cancelled».
 */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw signal.reason instanceof TriMixError ? signal.reason : new TriMixError('cancelled');
}

/** For the default branch of a switch over a union: a forgotten member does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
