import * as vscode from 'vscode';
import type { InstallOffer } from '../../../protocol/engineTypes.ts';
import type { CatalogueTrioView } from '../../../protocol/models.ts';
import { l10n } from '../../l10n/l10n.ts';
import { agreementDetail, agreementQuestion, licencePages } from '../agreement.ts';
import type { AgreementMemory } from '../agreementMemory.ts';

/** Shows the licences of an offer that were not agreed to before. @returns whether all are agreed to now */
export async function askForAgreement(
  agreements: AgreementMemory,
  trio: CatalogueTrioView,
  offer: InstallOffer,
): Promise<boolean> {
  const open = agreements.open(offer);
  if (open.length === 0) return true;
  const yes = l10n.t('Agree and Install');
  const read = l10n.t('Read the Licences');
  const pages = licencePages(open);
  for (;;) {
    const answer = await vscode.window.showInformationMessage(
      agreementQuestion(l10n, trio),
      { modal: true, detail: agreementDetail(l10n, offer, open) },
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
