import type { LanguageTag } from '../../protocol/engineTypes.ts';
import { languageTags } from '../languages.ts';

/** The part of VS Code's `Memento` that is needed here. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const key = 'trimix.documentLanguages';

/** More documents are not remembered; the one whose language was chosen longest ago is forgotten first. */
export const rememberedDocuments = 500;

/** The language that was chosen for a document. */
export type DocumentChoice = readonly [uri: string, tag: LanguageTag];

/** Which language was chosen by hand for which document, over sessions. The newest choice comes first. */
export class DocumentLanguageStore {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** Null where nothing was chosen. */
  get(uri: string): LanguageTag | null {
    return this.#entries().find(([known]) => known === uri)?.[1] ?? null;
  }

  /** Remembers a choice; null forgets it. */
  async set(uri: string, tag: LanguageTag | null): Promise<void> {
    const others = this.#entries().filter(([known]) => known !== uri);
    const entries: readonly DocumentChoice[] = tag === null ? others : [[uri, tag], ...others];
    await this.#memory.update(key, entries.slice(0, rememberedDocuments));
  }

  /** Forgets a document, or all documents of a folder, and resolves to what was chosen for them, the newest first. */
  async take(uri: string): Promise<readonly DocumentChoice[]> {
    const isMeant = ([known]: DocumentChoice): boolean => known === uri || known.startsWith(`${uri}/`);
    const entries = this.#entries();
    const taken = entries.filter(isMeant);
    if (taken.length > 0)
      await this.#memory.update(
        key,
        entries.filter((entry) => !isMeant(entry)),
      );
    return taken;
  }

  /** What is stored may be from another version: entries that are none are passed over. */
  #entries(): readonly DocumentChoice[] {
    const stored = this.#memory.get(key);
    return Array.isArray(stored) ? stored.filter(isEntry) : [];
  }
}

function isEntry(value: unknown): value is DocumentChoice {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    typeof value[0] === 'string' &&
    languageTags.some((tag) => tag === value[1])
  );
}
