import { throwIfAborted, TriMixError } from '../errors.ts';
import type { LanguageModel } from '../runtime/languageModel.ts';
import { waitUnlessAborted } from '../waitUnlessAborted.ts';

/** A model on its way into memory, or there and not yet in use. */
interface Load {
  readonly folder: string;
  readonly controller: AbortController;
  readonly model: Promise<LanguageModel>;
}

/**
 * Room for one of several models: at most one of them is in memory or on its way there. A model that was loaded is put
 * into use by a request for it and at no other time, so that none appears in the middle of a generation.
 */
export class ModelSlot {
  readonly #open: (folder: string, signal: AbortSignal) => Promise<LanguageModel>;
  readonly #onChange: () => void;
  #inUse: { readonly folder: string; readonly model: LanguageModel } | null = null;
  #load: Load | null = null;

  constructor(parts: {
    /** Loads a model. The signal is aborted when nobody wants it any more. */
    readonly open: (folder: string, signal: AbortSignal) => Promise<LanguageModel>;
    /** Called when another model is in use than before, or none. */
    readonly onChange: () => void;
  }) {
    this.#open = parts.open;
    this.#onChange = parts.onChange;
  }

  /** The model in use; null from the moment that another is wanted until a request has got that one. */
  get inUse(): { readonly folder: string; readonly model: LanguageModel } | null {
    return this.#inUse;
  }

  /**
   * Puts a folder's model into use, in the place of the one before. Aborting the signal ends the wait, not the load,
   * which the next request will want as well; wanting another folder ends it.
   *
   * @throws TriMixError of `open`; 'superseded' or 'cancelled' by the signal's reason; 'cancelled' when another folder
   *   was wanted, or the room freed, in the meantime
   */
  async use(folder: string, signal?: AbortSignal): Promise<void> {
    if (this.#inUse?.folder === folder) return;
    throwIfAborted(signal);
    const load = this.#load?.folder === folder ? this.#load : this.#begin(folder);
    const model = await waitUnlessAborted(load.model, signal);
    if (this.#load === load) {
      this.#load = null;
      this.#inUse = { folder, model };
      this.#onChange();
    } else if (this.#inUse?.folder !== folder) throw new TriMixError('cancelled');
  }

  /** Takes the model out of use, ends a load under way, and waits until the memory of both is free. */
  async free(): Promise<void> {
    const inUse = this.#inUse;
    const load = this.#load;
    this.#inUse = null;
    this.#load = null;
    load?.controller.abort();
    if (inUse !== null) this.#onChange();
    await Promise.all([
      inUse?.model.dispose(),
      load?.model.then(
        (model) => model.dispose(),
        // Who wanted it has been told.
        () => undefined,
      ),
    ]);
  }

  #begin(folder: string): Load {
    const controller = new AbortController();
    // Freed first: two large models might not fit.
    const model = this.free().then(() => this.#open(folder, controller.signal));
    const load = { folder, controller, model };
    this.#load = load;
    // Whoever waits is told, and perhaps nobody does: the next request tries again.
    model.catch(() => {
      if (this.#load === load) this.#load = null;
    });
    return load;
  }
}
