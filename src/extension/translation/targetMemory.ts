import * as vscode from 'vscode';
import type { LanguageTag, TranslationTag } from '../../protocol/engineTypes.ts';
import { l10n } from '../l10n/l10n.ts';
import { nameOf, ownNameOf } from '../languages.ts';
import { readRemembered, remember, targetChoices, targetFor } from './direction.ts';

const key = 'trimix.translation.targets';

/** The target languages that the user chose last, kept over sessions; asks when there is none yet. */
export class TargetMemory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /**
   * The remembered target for a text in `from`; asks at first use.
   *
   * @param spoken the languages of the loaded trio; empty when none is loaded
   * @returns null when the user chose none
   */
  async target(from: TranslationTag, spoken: readonly LanguageTag[]): Promise<TranslationTag | null> {
    const known = targetFor(from, this.#remembered());
    return known.kind === 'known' ? known.to : this.ask(from, spoken, 'ours');
  }

  /** Asks for a target and remembers it; null when the user chose none. */
  async ask(
    from: TranslationTag | null,
    spoken: readonly LanguageTag[],
    side: 'ours' | 'all',
  ): Promise<TranslationTag | null> {
    const choices = targetChoices(from, spoken, side).map((tag) => ({
      label: nameOf(l10n, tag),
      description: ownNameOf(tag),
      tag,
    }));
    const chosen = await vscode.window.showQuickPick(choices, {
      title: l10n.t('TriMix: Translate Selection'),
      placeHolder: l10n.t('Translate into which language? The choice is remembered.'),
    });
    if (chosen === undefined) return null;
    await this.#state.update(key, remember(this.#remembered(), chosen.tag));
    return chosen.tag;
  }

  #remembered() {
    return readRemembered(this.#state.get<unknown>(key), vscode.env.language);
  }
}
