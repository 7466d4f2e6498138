import * as vscode from 'vscode';
import type { LanguageTag } from '../../protocol/engineTypes.ts';
import { messageOf } from '../errors.ts';
import { l10n } from '../l10n/l10n.ts';
import { languageTags, nameOf } from '../languages.ts';
import type { Notices } from '../notices.ts';
import { effectiveSetting, settingAt, writeSetting } from './places.ts';
import { proposalsFor, type Proposal } from './proposals.ts';
import { askForConsent, askForPlace, askForSetUpLanguage } from './setUpPickers.ts';
import { planUndo, readMemory, remember, type Place, type WrittenSetting } from './writtenSettings.ts';

const memoryKey = 'trimix.editorSetUp';

export interface EditorSetUpOptions {
  readonly notices: Notices;
  readonly log: vscode.LogOutputChannel;
  /** Remembers what was written into the settings of the user, and of the workspace. */
  readonly states: Readonly<Record<Place['target'], vscode.Memento>>;
  /** The language that the user said they write. */
  readonly language: () => LanguageTag | null;
}

/** «Set Up the Editor»: VS Code's own settings for a script, shown before they are written, and taken back exactly. */
export class EditorSetUp {
  readonly #options: EditorSetUpOptions;

  constructor(options: EditorSetUpOptions) {
    this.#options = options;
  }

  /** @param argument the tag of a language, from a link; asked for where it is none */
  async setUp(argument: unknown): Promise<void> {
    const given = languageTags.find((tag) => tag === argument);
    const tag = given ?? (await askForSetUpLanguage(this.#options.language()));
    if (tag === null) return;
    const place = await askForPlace();
    if (place === null) return;
    const proposals = this.#proposals(tag, place);
    if (proposals.length === 0) {
      void vscode.window.showInformationMessage(
        l10n.t('The editor is set up for {0} already.', nameOf(l10n, tag)),
      );
      return;
    }
    const wanted = await askForConsent(tag, place, proposals);
    if (wanted === null || wanted.length === 0) return;
    if (await this.#write(wanted, place)) this.#sayWritten(tag, wanted.length);
  }

  /** Brings back what was there before the set-up, here and for the user. */
  async undo(): Promise<void> {
    const known = [...this.#memory('user'), ...this.#memory('workspace')];
    if (known.length === 0) {
      void vscode.window.showInformationMessage(l10n.t('TriMix has set nothing in the editor.'));
      return;
    }
    const { restore, leave } = planUndo(known, ({ key, place }) => settingAt(key, place));
    for (const setting of restore) if (!(await this.#restore(setting))) return;
    for (const setting of leave) await this.#forget(setting);
    const done =
      restore.length === 1
        ? l10n.t('1 setting is as it was before.')
        : l10n.t('{0} settings are as they were before.', restore.length);
    const left = l10n.t(
      'You have changed these since, so they stay as they are: {0}.',
      leave.map(({ key }) => key).join(', '),
    );
    const parts = [...(restore.length > 0 ? [done] : []), ...(leave.length > 0 ? [left] : [])];
    void vscode.window.showInformationMessage(parts.join(' '));
  }

  #proposals(tag: LanguageTag, place: Place): readonly Proposal[] {
    const fontSize = effectiveSetting('editor.fontSize', place);
    return proposalsFor(
      tag,
      (key) => {
        const own = settingAt(key, place);
        return { effective: effectiveSetting(key, place), own: own.set ? own.value : undefined };
      },
      typeof fontSize === 'number' ? fontSize : 14,
    );
  }

  async #write(proposals: readonly Proposal[], place: Place): Promise<boolean> {
    for (const { key, value } of proposals) {
      const before = settingAt(key, place);
      try {
        await writeSetting(key, place, { set: true, value });
      } catch (error) {
        this.#sayUnwritable(error);
        return false;
      }
      const memory = remember(this.#memory(place.target), { key, place, before, written: value });
      await this.#options.states[place.target].update(memoryKey, memory);
    }
    return true;
  }

  async #restore(setting: WrittenSetting): Promise<boolean> {
    try {
      await writeSetting(setting.key, setting.place, setting.before);
    } catch (error) {
      this.#sayUnwritable(error);
      return false;
    }
    await this.#forget(setting);
    return true;
  }

  async #forget({ key, place: { target, languageId } }: WrittenSetting): Promise<void> {
    const memory = this.#memory(target).filter(
      (known) => known.key !== key || known.place.languageId !== languageId,
    );
    await this.#options.states[target].update(memoryKey, memory.length === 0 ? undefined : memory);
  }

  #memory(target: Place['target']): readonly WrittenSetting[] {
    return readMemory(this.#options.states[target].get<unknown>(memoryKey));
  }

  #sayWritten(tag: LanguageTag, count: number): void {
    const undo = l10n.t('Undo');
    const name = nameOf(l10n, tag);
    const message =
      count === 1
        ? l10n.t('The editor is set up for {0}: 1 setting was written.', name)
        : l10n.t('The editor is set up for {0}: {1} settings were written.', name, count);
    void vscode.window.showInformationMessage(message, undo).then(async (answer) => {
      if (answer === undo) await this.undo();
    });
  }

  #sayUnwritable(error: unknown): void {
    const { notices, log } = this.#options;
    log.error(`The editor's settings could not be written: ${messageOf(error)}`);
    notices.answer(
      l10n.t('The settings could not be written, perhaps because their file has unsaved changes.'),
    );
  }
}
