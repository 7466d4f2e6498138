import * as vscode from 'vscode';
import type { InstallOffer, LanguageTag, Precision } from '../../../protocol/engineTypes.ts';
import type { CatalogueTrioView } from '../../../protocol/models.ts';
import { catalogueError, isQuiet } from '../../errors.ts';
import { nameOf } from '../../languages.ts';
import { agreementDetail, agreementQuestion, licencePages } from '../agreement.ts';
import { languageChoices, precisionChoices, trioChoices } from '../choices.ts';
import type { Models } from '../models.ts';
import type { ModelsTarget } from '../target.ts';
import { answering, tell } from './answer.ts';
import { ask } from './ask.ts';
import { discardInstallation } from './discardInstallation.ts';
import { useTrioFor } from './useTrio.ts';

/** What the user wants to have. */
interface Wish {
  readonly trio: CatalogueTrioView;
  readonly precision: Precision;
  /** Whether the hub wants to know who downloads; where it does not, the token stays here. */
  readonly withToken: boolean;
}

/** «Install Models»: language, trio, precision, licences, download and conversion; the target says what is known already. */
export async function installTrio(models: Models, target: ModelsTarget): Promise<void> {
  await answering(models, async () => {
    const wish = await chooseWish(models, target);
    if (wish !== null) await install(models, wish);
  });
}

async function chooseWish({ service }: Models, target: ModelsTarget): Promise<Wish | null> {
  const title = vscode.l10n.t('TriMix: Install Models');
  const overview = await service.overview();
  let trio = overview.catalogue.find(({ id }) => id === target.trio);
  if (trio === undefined) {
    const language =
      target.language ??
      (await ask(
        title,
        vscode.l10n.t('In which language and script do you write?'),
        languageChoices(vscode.l10n, overview),
      ));
    if (language === undefined) return null;
    const choices = trioChoices(vscode.l10n, overview, language);
    if (choices.length === 0) {
      sayNothingIsPublished(language);
      return null;
    }
    trio = await ask(
      title,
      vscode.l10n.t('Which models? Larger ones write better and need more memory.'),
      choices,
    );
  }
  if (trio === undefined) return null;
  const precision =
    trio.precisions.find((view) => view.precision === target.precision)?.precision ??
    (await ask(
      title,
      vscode.l10n.t(
        'In which precision? A lower one is smaller and faster, a higher one closer to the original.',
      ),
      precisionChoices(vscode.l10n, overview, trio),
    ));
  return precision === undefined ? null : { trio, precision, withToken: trio.gated };
}

function sayNothingIsPublished(language: LanguageTag): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'No models are published for {0} yet. The demonstration models that come with TriMix write it at once, for trying.',
      nameOf(vscode.l10n, language),
    ),
  );
}

async function install(models: Models, wish: Wish): Promise<void> {
  const { trio, precision } = wish;
  const token = wish.withToken ? await tokenFor(models, trio) : null;
  if (wish.withToken && token === null) return;
  try {
    const offer = await offerOf(models, wish, token);
    if (!(await agree(models, trio, offer))) return;
    const { name } = await models.jobs.run(
      {
        kind: 'install',
        title: trio.title,
        notification: vscode.l10n.t('TriMix installs {0} ({1})', trio.title, precision),
      },
      (job, cancellation) =>
        models.service.request('trimix/models/install', { offer, token, job }, cancellation),
    );
    await welcome(models, trio, name);
  } catch (error) {
    explain(models, wish, error);
  } finally {
    models.service.refresh();
  }
}

/** A gated checkpoint needs a token; the one that was given before is taken without a word. */
async function tokenFor({ token }: Models, { accessPages }: CatalogueTrioView): Promise<string | null> {
  return (await token.stored()) ?? (await token.ask(accessPages));
}

async function offerOf(
  { service }: Models,
  { trio, precision }: Wish,
  token: string | null,
): Promise<InstallOffer> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('TriMix asks the hub about {0}', trio.title),
    cancellable: true,
  };
  return await vscode.window.withProgress(options, (_report, cancellation) =>
    service.request('trimix/models/offer', { trio: trio.id, precision, token }, cancellation),
  );
}

/** Shows the licences that were not agreed to before. @returns whether all are agreed to now */
async function agree({ agreements }: Models, trio: CatalogueTrioView, offer: InstallOffer): Promise<boolean> {
  const open = agreements.open(offer);
  if (open.length === 0) return true;
  const yes = vscode.l10n.t('Agree and Install');
  const read = vscode.l10n.t('Read the Licences');
  const pages = licencePages(open);
  for (;;) {
    const answer = await vscode.window.showInformationMessage(
      agreementQuestion(vscode.l10n, trio),
      { modal: true, detail: agreementDetail(vscode.l10n, offer, open) },
      yes,
      ...(pages.length === 0 ? [] : [read]),
    );
    if (answer === yes) break;
    if (answer !== read) return false;
    for (const page of pages) await vscode.env.openExternal(vscode.Uri.parse(page));
  }
  await agreements.add(open);
  return true;
}

async function welcome(models: Models, trio: CatalogueTrioView, name: string): Promise<void> {
  models.service.refresh();
  const { inUse } = await models.service.overview();
  const language = nameOf(vscode.l10n, trio.language);
  if (inUse[trio.language] === name) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is installed and writes {1} from now on.', trio.title, language),
    );
    return;
  }
  const use = vscode.l10n.t('Use for {0}', language);
  void vscode.window
    .showInformationMessage(
      vscode.l10n.t('{0} is installed. {1} is written by {2}.', trio.title, language, inUse[trio.language]),
      use,
    )
    .then((answer) =>
      answer === use ? answering(models, () => useTrioFor(models, name, trio.language)) : undefined,
    );
}

/** What can be done depends on what went wrong. */
function explain(models: Models, wish: Wish, error: unknown): void {
  const again = {
    title: vscode.l10n.t('Try again'),
    run: () => answering(models, () => install(models, wish)),
  };
  if (isQuiet(error)) {
    sayInterrupted(models, wish);
    return;
  }
  const code = catalogueError(error)?.code;
  if (code === 'hub-token-needed' || code === 'hub-access-denied') {
    tell(models, error, {
      title: vscode.l10n.t('Set the access token'),
      run: () =>
        answering(models, async () => {
          if ((await models.token.ask(wish.trio.accessPages)) !== null)
            await install(models, { ...wish, withToken: true });
        }),
    });
    return;
  }
  tell(models, error, again);
}

function sayInterrupted(models: Models, wish: Wish): void {
  const { trio, precision } = wish;
  const goOn = vscode.l10n.t('Go on');
  const discard = vscode.l10n.t('Discard');
  void vscode.window
    .showInformationMessage(
      vscode.l10n.t('The installation of {0} was stopped. What was downloaded is kept.', trio.title),
      goOn,
      discard,
    )
    .then(async (answer) => {
      if (answer === goOn) await answering(models, () => install(models, wish));
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
