import * as vscode from 'vscode';
import type { ModelsRequests } from '../../../protocol/models.ts';
import { errorInWords } from '../../explain.ts';
import { l10n } from '../../l10n/l10n.ts';
import type { Models } from '../models.ts';
import type { ModelsTarget } from '../target.ts';
import { answering } from './answer.ts';
import { askForTrio } from './askForTrio.ts';

/** «Verify Models»: reads every file and compares it with its checksum. */
export async function verifyTrio(models: Models, target: ModelsTarget): Promise<void> {
  await answering(models, async () => {
    const trio = await askForTrio(models, target, () => true, {
      title: l10n.t('TriMix: Verify Models'),
      question: l10n.t('Which models? Each file is read to its end.'),
    });
    if (trio === null) return;
    const { directory, title } = trio;
    const { ok, findings } = await models.jobs.run(
      { kind: 'verify', title, notification: l10n.t('TriMix verifies {0}', title) },
      (job, cancellation) => models.service.request('trimix/models/verify', { directory, job }, cancellation),
    );
    if (ok) {
      void vscode.window.showInformationMessage(
        l10n.t('All {0} files of {1} are as they should be.', findings.length, title),
      );
      return;
    }
    const damaged = findings.filter((finding) => !finding.ok);
    for (const { file, finding } of damaged) models.log.error(`${file}: ${finding}`);
    const [first] = damaged;
    models.notices.answer(
      l10n.t(
        '{0} of {1} files of {2} are damaged or missing ({3}: {4}). Do not write with these models: install or import them again.',
        damaged.length,
        findings.length,
        title,
        first?.file ?? '',
        first === undefined ? '' : findingInWords(first),
      ),
    );
  });
}

type Finding = ModelsRequests['trimix/models/verify']['result']['findings'][number];

function findingInWords({ error, finding }: Finding): string {
  return error === null ? finding : errorInWords(l10n, error);
}
