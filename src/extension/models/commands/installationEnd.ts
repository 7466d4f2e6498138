import * as vscode from 'vscode';
import { catalogueError, isQuiet } from '../../errors.ts';
import { l10n } from '../../l10n/l10n.ts';
import { nameOf } from '../../languages.ts';
import { writerOf } from '../choices.ts';
import type { Models } from '../models.ts';
import { answering, tell } from './answer.ts';
import type { Wish } from './askForWish.ts';
import { discardInstallation } from './discardInstallation.ts';
import { useTrioFor } from './useTrio.ts';

/** Tells that a trio is installed, and offers to use it where another one writes its language. */
export async function sayInstalled(models: Models, { trio }: Wish, name: string): Promise<void> {
  models.service.refresh();
  const overview = await models.service.overview();
  const language = nameOf(l10n, trio.language);
  if (overview.inUse[trio.language] === name) {
    void vscode.window.showInformationMessage(
      l10n.t('{0} is installed and writes {1} from now on.', trio.title, language),
    );
    return;
  }
  const use = l10n.t('Use for {0}', language);
  const writer = writerOf(overview, trio.language);
  void vscode.window
    .showInformationMessage(
      l10n.t('{0} is installed. {1} is written by {2}.', trio.title, language, writer),
      use,
    )
    .then((answer) =>
      answer === use ? answering(models, () => useTrioFor(models, name, trio.language)) : undefined,
    );
}

/** The user has stopped an installation: what is there is kept, unless they say otherwise. */
export function sayInterrupted(models: Models, wish: Wish, goOn: () => Promise<void>): void {
  const { trio, precision } = wish;
  const yes = l10n.t('Go on');
  const discard = l10n.t('Discard');
  void vscode.window
    .showInformationMessage(
      l10n.t('The installation of {0} was stopped. What was downloaded is kept.', trio.title),
      yes,
      discard,
    )
    .then(async (answer) => {
      if (answer === yes) await goOn();
      if (answer === discard)
        await discardInstallation(models, {
          trio: trio.id,
          precision,
          name: null,
          language: null,
          directory: null,
        });
    });
}

/**
 * Tells why an installation failed. What can be done depends on that.
 *
 * @param again begins it anew, with the user's token where that is what was missing
 */
export function sayFailed(
  models: Models,
  { trio: { accessPages } }: Wish,
  error: unknown,
  again: (withToken: boolean) => Promise<void>,
): void {
  if (isQuiet(error)) return;
  const code = catalogueError(error)?.code;
  if (code !== 'hub-token-needed' && code !== 'hub-access-denied') {
    tell(models, error, { title: l10n.t('Try again'), run: () => again(false) });
    return;
  }
  const setToken = {
    title: l10n.t('Set the access token'),
    run: () =>
      answering(models, async () => {
        if ((await models.token.ask(accessPages)) !== null) await again(true);
      }),
  };
  const openPages = {
    title: l10n.t('Open the page where access is granted'),
    run: async () => {
      for (const page of accessPages) await vscode.env.openExternal(vscode.Uri.parse(page));
    },
  };
  tell(models, error, setToken, ...(accessPages.length === 0 ? [] : [openPages]));
}
