import * as vscode from 'vscode';
import type { ScriptPair } from '../../protocol/engineTypes.ts';
import type { ConvertScriptResult } from '../../protocol/messages.ts';
import type { TriMixContext } from '../context.ts';
import { messageOf } from '../errors.ts';
import { explain } from '../explain.ts';
import { l10n } from '../l10n/l10n.ts';
import { applyToDocument } from '../translation/apply.ts';
import { maximumCharacters } from '../translation/selectionCheck.ts';
import { TrackedSelections } from '../translation/trackedSelections.ts';
import { lossReport, scriptName } from './words.ts';

/** «Convert Selection»: writes the selections in another script of their language, all in one step or none. */
export async function convertSelection(context: TriMixContext): Promise<void> {
  const { notices, supervisor, log } = context;
  const editor = vscode.window.activeTextEditor;
  const selections = (editor?.selections ?? [])
    .filter((selection) => !selection.isEmpty)
    .toSorted((one, other) => one.start.compareTo(other.start));
  if (editor === undefined || selections.length === 0) {
    notices.advise(l10n.t('Nothing is selected. Select the text to convert and try again.'));
    return;
  }
  const { document } = editor;
  const characters = selections.reduce((sum, selection) => sum + document.getText(selection).length, 0);
  if (characters > maximumCharacters) {
    notices.advise(
      l10n.t(
        'The selection has {0} characters; at most {1} can be converted at once. Nothing was changed. Select a shorter part.',
        characters,
        maximumCharacters,
      ),
    );
    return;
  }
  // The document may change while we ask: the selections are followed.
  const tracked = new TrackedSelections(
    document,
    selections.map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) })),
  );
  try {
    if (await supervisor.start()) await convert(context, tracked);
    else context.sayServerIsDown();
  } catch (error) {
    log.error(`Convert Selection failed: ${messageOf(error)}`);
    notices.answer(explain(l10n, error));
  } finally {
    tracked.dispose();
  }
}

async function convert({ notices, supervisor }: TriMixContext, tracked: TrackedSelections): Promise<void> {
  const selected = tracked.sources.map((_, index) => tracked.selected(index)).filter((one) => one !== null);
  let pairs: readonly ScriptPair[] = [];
  for (const one of selected) {
    pairs = await supervisor.request('trimix/scripts', one);
    if (pairs.length > 0) break;
  }
  if (pairs.length === 0) {
    notices.advise(
      l10n.t(
        'The selection is in no language whose scripts TriMix converts (Kazakh, Uyghur, Tibetan). Nothing was changed. Select a longer or another part.',
      ),
    );
    return;
  }
  const pair = await askForPair(pairs);
  if (pair === null) return;
  const results: ConvertScriptResult[] = [];
  for (const one of selected)
    results.push(await supervisor.request('trimix/convertScript', { ...one, ...pair }));
  if (results.every(({ text }, index) => text === tracked.sources[index])) {
    notices.advise(l10n.t('Nothing in the selection is written in {0}.', scriptName(l10n, pair.from)));
    return;
  }
  if (!(await agreesToLosses(results, pair))) return;
  const isTaken =
    tracked.ground === 'intact' &&
    (await applyToDocument(
      tracked.document,
      'convert',
      tracked.ranges,
      results.map(({ text }) => text),
    ));
  if (isTaken) vscode.window.setStatusBarMessage(l10n.t('Converted. Undo brings it back.'), 5000);
  else
    notices.answer(
      l10n.t('The document took no change: it is read-only, or it changed just now. Nothing was changed.'),
    );
}

async function askForPair(pairs: readonly ScriptPair[]): Promise<ScriptPair | null> {
  const several = new Set(pairs.map(({ from }) => from)).size > 1;
  const choices = pairs.map((pair) => ({
    label: scriptName(l10n, pair.to),
    description: several ? l10n.t('from {0}', scriptName(l10n, pair.from)) : '',
    pair,
  }));
  const chosen = await vscode.window.showQuickPick(choices, {
    title: l10n.t('TriMix: Convert Selection'),
    placeHolder: l10n.t('Write it in which script? Code, links and the like stay as they are.'),
  });
  return chosen?.pair ?? null;
}

/** Says what would not come back, before anything is changed. Where all would, nobody is asked. */
async function agreesToLosses(results: readonly ConvertScriptResult[], { to }: ScriptPair): Promise<boolean> {
  const report = lossReport(l10n, results);
  if (report === null) return true;
  const agree = {
    label: l10n.t('Convert'),
    detail: report.examples,
  };
  const chosen = await vscode.window.showQuickPick([agree, { label: l10n.t('Leave it as it is') }], {
    title: l10n.t('TriMix: Convert Selection into {0}', scriptName(l10n, to)),
    placeHolder: report.summary,
  });
  return chosen === agree;
}
