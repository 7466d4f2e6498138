import * as vscode from 'vscode';
import type { LanguageTag, TranslationTag } from '../../protocol/engineTypes.ts';
import type { TriMixContext } from '../context.ts';
import { messageOf } from '../errors.ts';
import { explain } from '../explain.ts';
import { l10n } from '../l10n/l10n.ts';
import type { Direction } from './direction.ts';
import { TranslationJob } from './job.ts';
import { objectionToSelection } from './selectionCheck.ts';
import { TargetMemory } from './targetMemory.ts';
import { TrackedSelections } from './trackedSelections.ts';

/** How the target language is found: the remembered one, or asked for. */
export type TargetMode = 'remembered' | 'ask';

/** «Translate Selection»: from the editor's selections to a job with a preview. One job at a time. */
export class Translation implements vscode.Disposable {
  readonly #context: TriMixContext;
  readonly #extensionUri: vscode.Uri;
  readonly #memory: TargetMemory;
  #job: TranslationJob | undefined;

  constructor(context: TriMixContext, extension: vscode.ExtensionContext) {
    this.#context = context;
    this.#extensionUri = extension.extensionUri;
    this.#memory = new TargetMemory(extension.globalState);
  }

  async run(mode: TargetMode): Promise<void> {
    const { notices, supervisor, log } = this.#context;
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) {
      notices.advise(l10n.t('No text is open. Open a document, select text and try again.'));
      return;
    }
    const { document } = editor;
    const selections = editor.selections
      .filter((selection) => !selection.isEmpty)
      .toSorted((one, other) => one.start.compareTo(other.start));
    const objection = objectionToSelection(
      l10n,
      selections.map((selection) => document.getText(selection)),
    );
    if (objection !== null) {
      notices.advise(objection);
      return;
    }
    // From here on the document may change while we wait: the selections are followed.
    const tracked = new TrackedSelections(
      document,
      selections.map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) })),
    );
    try {
      if (!(await supervisor.start())) {
        this.#context.sayServerIsDown();
        tracked.dispose();
        return;
      }
      const directions = await this.#directions(tracked.sources, document.uri, mode);
      if (directions === null) {
        tracked.dispose();
        return;
      }
      this.#job?.dispose();
      this.#job = new TranslationJob(this.#context, this.#extensionUri, tracked, directions);
      await this.#job.translate();
    } catch (error) {
      tracked.dispose();
      log.error(`Translate Selection failed: ${messageOf(error)}`);
      notices.answer(explain(l10n, error));
    }
  }

  dispose(): void {
    this.#job?.dispose();
  }

  /** Finds the languages of each selection; null when there is none to go by, or the user chose no target. */
  async #directions(
    sources: readonly string[],
    uri: vscode.Uri,
    mode: TargetMode,
  ): Promise<readonly Direction[] | null> {
    const { supervisor, notices, documentLanguages } = this.#context;
    const chosen = documentLanguages.of(uri);
    const detected: (TranslationTag | null)[] = [];
    for (const text of sources)
      detected.push((await supervisor.request('trimix/detect', { text, chosen }))?.language ?? null);
    const first = detected.find((tag) => tag !== null);
    if (first === undefined) {
      notices.advise(
        l10n.t(
          'The language of the selection is none that TriMix knows (Tibetan, Uyghur, Kazakh, Mongolian, English, Chinese). Nothing was translated. Select a longer or another part.',
        ),
      );
      return null;
    }
    const spoken = this.#spokenLanguages();
    if (mode === 'ask') {
      const to = await this.#memory.ask(detected.length === 1 ? first : null, spoken, 'all');
      return to === null ? null : detected.map((from) => ({ from, to }));
    }
    const directions: Direction[] = [];
    for (const from of detected) {
      // A selection of an unknown language goes with the others; the preview will say what is wrong with it.
      const to = await this.#memory.target(from ?? first, spoken);
      if (to === null) return null;
      directions.push({ from, to });
    }
    return directions;
  }

  /** The languages of the loaded trio; empty when none is loaded. */
  #spokenLanguages(): readonly LanguageTag[] {
    const { life } = this.#context.supervisor;
    if (life.kind !== 'up') return [];
    return 'trio' in life.status && typeof life.status.trio !== 'string' ? life.status.trio.languages : [];
  }
}
