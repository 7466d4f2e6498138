/** Anything that can be let go of. VS Code's own disposables fit. */
export interface Disposable {
  dispose(): unknown;
}

/**
 * What belongs to one life (the extension's, or one server's), let go of together, the newest first.
 * What is added after the end is disposed at once: a late arrival must not outlive its owner.
 */
export class DisposableList implements Disposable {
  readonly #items: Disposable[] = [];
  #ended = false;

  get ended(): boolean {
    return this.#ended;
  }

  add<T extends Disposable>(item: T): T {
    if (this.#ended) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#ended = true;
    for (let item = this.#items.pop(); item !== undefined; item = this.#items.pop()) item.dispose();
  }
}
