/** Text that the ids of paragraphs are kept for, in UTF-16 units: several documents' worth. */
const keptUnits = 200_000;

/** In the published families' patterns, white space up to the last line break is a piece of its own. */
const lineBreakAlternative = String.raw`\s*[\r\n]+`;

/**
 * Whether a tokenizer cuts every text behind its line breaks, so that paragraphs can be encoded one by one: a byte-level
 * BPE of the Qwen2 and Llama 3 kind, whose merges never cross the pieces that its pattern cuts.
 *
 * @param normalizer as in tokenizer.json: none, or NFC, which joins nothing with a line break
 * @param preTokenizer as in tokenizer.json
 */
export function cutsAtLineBreaks(normalizer: unknown, preTokenizer: unknown): boolean {
  const plain = normalizer === null || normalizer === undefined || typeOf(normalizer) === 'NFC';
  return (
    plain && patternsOf(preTokenizer).some((pattern) => pattern.split('|').includes(lineBreakAlternative))
  );
}

/** The patterns of Split steps that give each match as a piece. */
function patternsOf(preTokenizer: unknown): readonly string[] {
  if (typeof preTokenizer !== 'object' || preTokenizer === null) return [];
  const steps: unknown = Reflect.get(preTokenizer, 'pretokenizers') ?? [preTokenizer];
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step: unknown) => {
    if (typeof step !== 'object' || step === null || typeOf(step) !== 'Split') return [];
    if (Reflect.get(step, 'behavior') !== 'Isolated' || Reflect.get(step, 'invert') === true) return [];
    const pattern: unknown = Reflect.get(step, 'pattern');
    const source: unknown =
      typeof pattern === 'object' && pattern !== null ? Reflect.get(pattern, 'Regex') : undefined;
    return typeof source === 'string' ? [source] : [];
  });
}

function typeOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, 'type') : undefined;
}

/** A line break followed by something that is no white space: there the pattern cuts, whatever stands around. */
const paragraphStart = /(?<=\n)(?=\S)/u;

/**
 * Encodes a text paragraph by paragraph and remembers the ids of those it has seen: at a keystroke only the paragraph
 * that changed is encoded, where a whole window takes as long as running a small model.
 */
export class ParagraphEncoder {
  readonly #encode: (text: string) => readonly number[];
  /** The least recently used first. */
  readonly #known = new Map<string, readonly number[]>();
  #units = 0;

  /** @param encode of a tokenizer for which {@link cutsAtLineBreaks} holds */
  constructor(encode: (text: string) => readonly number[]) {
    this.#encode = encode;
  }

  /** The ids of the whole text. */
  encode(text: string): number[] {
    return text.split(paragraphStart).flatMap((paragraph) => this.#encodeOne(paragraph));
  }

  #encodeOne(paragraph: string): readonly number[] {
    const known = this.#known.get(paragraph);
    if (known !== undefined) {
      this.#known.delete(paragraph);
      this.#known.set(paragraph, known);
      return known;
    }
    const ids = this.#encode(paragraph);
    this.#known.set(paragraph, ids);
    this.#units += paragraph.length;
    for (const [oldest] of this.#known) {
      if (this.#units <= keptUnits || this.#known.size === 1) break;
      this.#known.delete(oldest);
      this.#units -= oldest.length;
    }
    return ids;
  }
}
