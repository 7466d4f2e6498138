import { isQuiet, messageOf } from '../../errors.ts';
import { explain } from '../../explain.ts';
import { l10n } from '../../l10n/l10n.ts';
import type { NoticeAction } from '../../notices.ts';
import type { Models } from '../models.ts';

/** Runs a command's work; what goes wrong is told, unless the user wanted it so. */
export async function answering(models: Models, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    tell(models, error);
  }
}

/**
 * Tells that a command failed.
 *
 * @param actions what can be done about it
 */
export function tell(models: Models, error: unknown, ...actions: readonly NoticeAction[]): void {
  if (isQuiet(error)) return;
  models.log.error(messageOf(error));
  models.notices.answer(explain(l10n, error), ...actions);
}
