import * as vscode from 'vscode';
import type { LanguageTag } from '../../protocol/engineTypes.ts';
import type { TriMixContext } from '../context.ts';
import { isWritingDocument } from '../documents.ts';
import { l10n } from '../l10n/l10n.ts';
import { languageTags, nameOf, ownNameOf } from '../languages.ts';

/**
 * «Choose the Language of This Document»: asks, and remembers the answer for the document of the active editor.
 *
 * @param argument the language's tag, null to detect it again; with anything else the user is asked
 */
export async function chooseDocumentLanguage(
  { documentLanguages, notices, ghostText }: TriMixContext,
  argument: unknown,
): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !isWritingDocument(document)) {
    notices.advise(l10n.t('No text is open. Open a document and try again.'));
    return;
  }
  const named = argument === null ? null : languageTags.find((tag) => tag === argument);
  const answer = named === undefined ? await ask(document, documentLanguages.of(document.uri)) : named;
  if (answer === undefined) return;
  await documentLanguages.choose(document.uri, answer);
  ghostText.forget();
}

/** Undefined when the user chose nothing. */
async function ask(
  document: vscode.TextDocument,
  chosen: LanguageTag | null,
): Promise<LanguageTag | null | undefined> {
  const mark = (is: boolean) => (is ? l10n.t('now') : '');
  const choices = [
    {
      label: l10n.t('Detect from the text'),
      description: mark(chosen === null),
      tag: null,
    },
    ...languageTags.map((tag) => ({
      label: nameOf(l10n, tag),
      description: [ownNameOf(tag), mark(chosen === tag)].filter((word) => word !== '').join(' · '),
      tag,
    })),
  ];
  const answer = await vscode.window.showQuickPick(choices, {
    title: l10n.t('TriMix: Choose the Language of This Document'),
    placeHolder: document.isUntitled
      ? l10n.t('The choice is remembered until the document is closed.')
      : l10n.t('The choice is remembered for this document.'),
  });
  return answer?.tag;
}
