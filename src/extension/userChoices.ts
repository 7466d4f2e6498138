import * as vscode from 'vscode';
import type { LanguageTag } from '../protocol/engineTypes.ts';
import type { CatalogueTrioView } from '../protocol/models.ts';
import { isPublished, languageTags } from './languages.ts';
import { setContext } from './setContext.ts';

const languageKey = 'trimix.language';
const trioKey = 'trimix.trio';
const gatedKey = 'trimix.trioIsGated';
const modelsKey = 'trimix.modelsWanted';

/** What the user has chosen on the way to models of their own: remembered over windows and sessions. */
export class UserChoices implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<undefined>();

  readonly onDidChange = this.#changed.event;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    void this.#tellTheEditor();
  }

  /** The language that the user writes; null until it is chosen. */
  get language(): LanguageTag | null {
    const tag = this.#memento.get<unknown>(languageKey);
    return languageTags.find((known) => known === tag) ?? null;
  }

  /** Id in the catalogue of the trio that the user wants; null until it is chosen. */
  get trio(): string | null {
    const id = this.#memento.get<unknown>(trioKey);
    return typeof id === 'string' ? id : null;
  }

  /** Another language takes other models: the choice of those is forgotten. */
  async chooseLanguage(language: LanguageTag): Promise<void> {
    if (language !== this.language) {
      await this.#memento.update(trioKey, undefined);
      await this.#memento.update(gatedKey, undefined);
    }
    await this.#memento.update(languageKey, language);
    await this.#tellTheEditor();
    this.#changed.fire(undefined);
  }

  async chooseTrio({ id, gated }: Pick<CatalogueTrioView, 'id' | 'gated'>): Promise<void> {
    await this.#memento.update(trioKey, id);
    await this.#memento.update(gatedKey, gated);
    await this.#tellTheEditor();
    this.#changed.fire(undefined);
  }

  /** Whoever asks for the list of models finds it at hand from then on. */
  async wantModels(): Promise<void> {
    await this.#memento.update(modelsKey, true);
    await this.#tellTheEditor();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** The steps of the walkthrough are shown, and ticked off, by these; the list of models is shown by one. */
  async #tellTheEditor(): Promise<void> {
    const { language, trio } = this;
    await setContext('languageChosen', language !== null);
    await setContext('modelsWanted', language !== null || this.#memento.get<unknown>(modelsKey) === true);
    await setContext('nonePublished', language !== null && !isPublished(language));
    await setContext('trioChosen', trio !== null);
    await setContext('gatedChosen', this.#memento.get<unknown>(gatedKey) === true);
  }
}
