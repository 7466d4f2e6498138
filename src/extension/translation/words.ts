import { assertNever } from '../assertNever.ts';
import { nameOf } from '../languages.ts';
import type { Detour } from '../../protocol/engineTypes.ts';
import type { TranslatedSentence, TranslationWarning } from '../../protocol/messages.ts';
import type { Localiser } from '../localiser.ts';
import type { Placement } from './apply.ts';
import type { ShownSentence } from './pieces.ts';
import type { Applicability, Ground } from './session.ts';

/** Why the translation cannot go into the document any more; empty while it can. */
export function groundMessage(l10n: Localiser, ground: Ground): string {
  switch (ground) {
    case 'intact':
      return '';
    case 'changed':
      return l10n.t(
        'The text that was selected has changed since. Replace and Insert are off, so that nothing of yours is overwritten. Copy the translation, undo the change, or translate again.',
      );
    case 'closed':
      return l10n.t('The document was closed. The translation can still be copied.');
    default:
      return assertNever(ground);
  }
}

/** Why Replace or Insert was refused. */
export function refusal(l10n: Localiser, reason: Exclude<Applicability, 'yes'>): string {
  switch (reason) {
    case 'changed':
    case 'closed':
      return groundMessage(l10n, reason);
    case 'unfinished':
      return l10n.t('The translation is not finished yet. Nothing was changed.');
    case 'incomplete':
      return l10n.t(
        'Not every selection was translated, so nothing was changed: a document must not be left half edited. Try again, or translate fewer selections.',
      );
    case 'already-applied':
      return l10n.t('The translation is in the document already.');
    default:
      return assertNever(reason);
  }
}

/** What was done, for the preview. */
export function appliedMessage(l10n: Localiser, placement: Placement, count: number): string {
  switch (placement) {
    case 'replace':
      return count === 1
        ? l10n.t('The selection was replaced. Undo brings it back.')
        : l10n.t('{0} selections were replaced. One undo brings them back.', count);
    case 'insertBelow':
      return count === 1
        ? l10n.t('The translation was inserted below. Undo takes it out.')
        : l10n.t('{0} translations were inserted below. One undo takes them out.', count);
    default:
      return assertNever(placement);
  }
}

/** What a reader must know of a text that a model of another script read or wrote. */
export function detourNotice(l10n: Localiser, { asked, model }: Detour): string {
  return l10n.t(
    'The models in use have not learnt {0}: the text went through {1} and was converted by rule. Names have no capitals, and names and loans may be misspelt.',
    nameOf(l10n, asked),
    nameOf(l10n, model),
  );
}

/** Why a sentence's translation may lack something, or is not there. */
export function warningWords(l10n: Localiser, warning: TranslationWarning): string {
  switch (warning.kind) {
    case 'repetition':
      return l10n.t(
        'The translation began to repeat itself and was stopped. It may be incomplete; please check it.',
      );
    case 'script':
      return l10n.t(
        'The translation left the script of {0} and was stopped. It may be incomplete; please check it.',
        nameOf(l10n, warning.language),
      );
    case 'context-full':
      return l10n.t(
        'The text was too long for the models, so the translation ended early. Select a shorter part.',
      );
    case 'max-tokens':
      return l10n.t(
        'The translation reached the limit of {0} tokens and may be cut short. The limit can be raised in the settings.',
        warning.limit,
      );
    case 'time-limit':
      return l10n.t('The translation ran out of time and may be cut short.');
    case 'nothing-written':
      return l10n.t('Nothing was written, so the sentence was left as it is.');
    case 'too-long':
      return l10n.t('The sentence is too long for the models, so it was left as it is.');
    default:
      return assertNever(warning);
  }
}

/** A translated sentence as the preview shows it. */
export function shownSentence(l10n: Localiser, { text, warning }: TranslatedSentence): ShownSentence {
  return { text, warning: warning === null ? null : warningWords(l10n, warning) };
}
