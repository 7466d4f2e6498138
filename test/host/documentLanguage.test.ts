import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeEverything, until, untilServerRests } from './editor.ts';

/** Kyrgyz, which TriMix does not write and so does not complete. */
const kyrgyz = 'Бардык адамдар өз беделинде жана укуктарында эркин жана тең укуктуу болуп жаралат. ';

/** How many requests reached a model within some seconds of asking at the end of a file. */
async function askedAtEndOf(file: string): Promise<number> {
  const { completions } = await api();
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const end = document.positionAt(document.getText().length);
  editor.selection = new vscode.Selection(end, end);
  await untilServerRests();
  const before = completions().model;
  await vscode.commands.executeCommand('trimix.triggerCompletion');
  for (let waited = 0; waited < 5_000 && completions().model === before; waited += 100) await sleep(100);
  return completions().model - before;
}

suite('the language of a document', () => {
  let folder: string;
  suiteSetup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trimix-language-'));
  });
  suiteTeardown(() => rm(folder, { recursive: true, force: true }));
  teardown(closeEverything);

  test('is remembered when the document is closed and opened again, until it is to be detected', async () => {
    const file = join(folder, 'kyrgyz.txt');
    await writeFile(file, kyrgyz);
    assert.equal(await askedAtEndOf(file), 0, 'Kyrgyz is not completed');
    await vscode.commands.executeCommand('trimix.chooseDocumentLanguage', 'kk-Cyrl');
    await closeEverything();
    assert.notEqual(await askedAtEndOf(file), 0, 'as Kazakh it is');
    await vscode.commands.executeCommand('trimix.chooseDocumentLanguage', null);
    await closeEverything();
    assert.equal(await askedAtEndOf(file), 0, 'and no longer');
  });

  test('goes along when its folder gets another name', async () => {
    const [before, after] = [join(folder, 'before'), join(folder, 'after')];
    await mkdir(before);
    await writeFile(join(before, 'kyrgyz.txt'), kyrgyz);
    assert.equal(await askedAtEndOf(join(before, 'kyrgyz.txt')), 0);
    await vscode.commands.executeCommand('trimix.chooseDocumentLanguage', 'kk-Cyrl');
    await closeEverything();
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(vscode.Uri.file(before), vscode.Uri.file(after));
    assert.ok(await vscode.workspace.applyEdit(edit));
    // The edit is done before the extension hears of it; VS Code asks once at one place of a text that stays the same.
    await until(async () => {
      await closeEverything();
      return (await askedAtEndOf(join(after, 'kyrgyz.txt'))) > 0;
    });
  });

  test('is another document’s own affair', async () => {
    const [one, other] = [join(folder, 'one.txt'), join(folder, 'other.txt')];
    await writeFile(one, kyrgyz);
    await writeFile(other, kyrgyz);
    assert.equal(await askedAtEndOf(one), 0);
    await vscode.commands.executeCommand('trimix.chooseDocumentLanguage', 'mn-Cyrl');
    assert.equal(await askedAtEndOf(other), 0);
  });
});
