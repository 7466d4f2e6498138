import * as vscode from 'vscode';
import { DisposableList } from '../disposables.ts';
import type { Selected } from '../../protocol/messages.ts';
import { selectedIn } from './selectedIn.ts';
import type { Ground } from './session.ts';
import { trackRange, type TextRange } from './trackedRange.ts';

/** A selected text and where it stands now. */
interface Tracked {
  readonly source: string;
  range: TextRange;
}

/** Follows the selected texts through the document's changes, and tells when they are no longer what they were. */
export class TrackedSelections implements vscode.Disposable {
  readonly document: vscode.TextDocument;
  readonly #tracked: Tracked[];
  readonly #disposables = new DisposableList();
  readonly #groundChanged = this.#disposables.add(new vscode.EventEmitter<Ground>());
  readonly onDidChangeGround = this.#groundChanged.event;

  constructor(document: vscode.TextDocument, ranges: readonly TextRange[]) {
    this.document = document;
    const text = document.getText();
    this.#tracked = ranges.map((range) => ({ source: text.slice(range.start, range.end), range }));
    this.#disposables.add(
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document !== document || event.contentChanges.length === 0) return;
        const changes = event.contentChanges.map((change) => ({
          offset: change.rangeOffset,
          length: change.rangeLength,
          text: change.text,
        }));
        for (const tracked of this.#tracked) tracked.range = trackRange(tracked.range, changes);
        this.#groundChanged.fire(this.ground);
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument((closed) => {
        if (closed === document) this.#groundChanged.fire('closed');
      }),
    );
  }

  get sources(): readonly string[] {
    return this.#tracked.map((tracked) => tracked.source);
  }

  get ranges(): readonly TextRange[] {
    return this.#tracked.map((tracked) => tracked.range);
  }

  /** One of the selected texts in its document, as it is now. */
  selected(index: number): Selected | null {
    const tracked = this.#tracked[index];
    if (tracked === undefined) return null;
    const { languageId } = this.document;
    return selectedIn(this.document.getText(), tracked.range, languageId, tracked.source);
  }

  get ground(): Ground {
    if (this.document.isClosed) return 'closed';
    const text = this.document.getText();
    const intact = this.#tracked.every(({ source, range }) => text.slice(range.start, range.end) === source);
    return intact ? 'intact' : 'changed';
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
