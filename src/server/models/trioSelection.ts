import type { LanguageTag } from '../../engine/text/languages.ts';
import type { ServerSettings } from '../../protocol/settings.ts';
import type { StoreContents } from './storeContents.ts';
import { chosenTrio, type ChosenTrio } from './trioChoice.ts';

/** Says which trio writes a language right now. */
export class TrioSelection {
  readonly #contents: StoreContents;
  readonly #settings: () => ServerSettings;
  readonly #demo: ChosenTrio;
  /** Trios that are being removed: nobody is to load them again. */
  readonly #leaving = new Set<string>();

  constructor(contents: StoreContents, settings: () => ServerSettings, demo: ChosenTrio) {
    this.#contents = contents;
    this.#settings = settings;
    this.#demo = demo;
  }

  /** @throws TriMixError `store-not-writable` when the store cannot be read */
  async trioFor(language: LanguageTag | null): Promise<ChosenTrio> {
    const trios = (await this.#contents.trios()).filter(({ name }) => !this.#leaving.has(name));
    return chosenTrio(language, { settings: this.#settings(), trios, demo: this.#demo });
  }

  /** Does something that a trio must not be in use for. */
  async without<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    this.#leaving.add(name);
    try {
      return await work();
    } finally {
      this.#leaving.delete(name);
    }
  }
}
