import * as vscode from 'vscode';
import type { InstallOffer } from '../../../protocol/engineTypes.ts';
import { isQuiet } from '../../errors.ts';
import { l10n } from '../../l10n/l10n.ts';
import type { Models } from '../models.ts';
import type { ModelsTarget } from '../target.ts';
import { answering } from './answer.ts';
import { askForAgreement } from './askForAgreement.ts';
import { askForWish, type Wish } from './askForWish.ts';
import { sayFailed, sayInstalled, sayInterrupted } from './installationEnd.ts';

/** «Install Models»: language, trio, precision, licences, download and conversion; the target says what is known already. */
export async function installTrio(models: Models, target: ModelsTarget): Promise<void> {
  await answering(models, async () => {
    const wish = await askForWish(models, target);
    if (wish !== null) await install(models, wish, wish.trio.gated);
  });
}

/** @param withToken whether the hub wants to know who downloads; where it does not, the token stays here */
async function install(models: Models, wish: Wish, withToken: boolean): Promise<void> {
  const again = (orWithToken = false): Promise<void> =>
    answering(models, () => install(models, wish, withToken || orWithToken));
  try {
    const token = withToken ? await tokenFor(models, wish) : null;
    if (withToken && token === null) return;
    const offer = await askForOffer(models, wish, token);
    if (await askForAgreement(models.agreements, wish.trio, offer))
      await carryOut(models, wish, { offer, token }, again);
  } catch (error) {
    sayFailed(models, wish, error, again);
  }
}

/** A gated checkpoint needs a token; the one that was given before is taken without a word. */
async function tokenFor({ token }: Models, { trio }: Wish): Promise<string | null> {
  return (await token.stored()) ?? (await token.ask(trio.accessPages));
}

async function askForOffer(
  { service }: Models,
  { trio, precision }: Wish,
  token: string | null,
): Promise<InstallOffer> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('TriMix asks the hub about {0}', trio.title),
    cancellable: true,
  };
  return await vscode.window.withProgress(options, (_report, cancellation) =>
    service.request('trimix/models/offer', { trio: trio.id, precision, token }, cancellation),
  );
}

async function carryOut(
  models: Models,
  wish: Wish,
  agreed: { readonly offer: InstallOffer; readonly token: string | null },
  again: () => Promise<void>,
): Promise<void> {
  const { title } = wish.trio;
  const notification = l10n.t('TriMix installs {0} ({1})', title, wish.precision);
  try {
    const { name } = await models.jobs.run({ kind: 'install', title, notification }, (job, cancellation) =>
      models.service.request('trimix/models/install', { ...agreed, job }, cancellation),
    );
    await sayInstalled(models, wish, name);
  } catch (error) {
    if (!isQuiet(error)) throw error;
    sayInterrupted(models, wish, again);
  } finally {
    models.service.refresh();
  }
}
