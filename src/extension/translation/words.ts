import { assertNever } from '../assertNever.ts';
import { nameOf } from '../languages.ts';
import type { Detour } from '../../protocol/engineTypes.ts';
import type { Localiser } from '../localiser.ts';
import type { Placement } from './apply.ts';
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
