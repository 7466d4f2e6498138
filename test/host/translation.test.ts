import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, openText, previewTabs, tibetan, until, untilServerRests } from './editor.ts';

suite('translation', () => {
  teardown(closeEverything);

  test('a selection opens a preview and leaves the document alone', async () => {
    const editor = await openText(tibetan);
    await untilServerRests();
    editor.selection = new vscode.Selection(
      new vscode.Position(0, 0),
      editor.document.positionAt(tibetan.length),
    );
    await vscode.commands.executeCommand('trimix.translateSelection');
    await until(() => previewTabs().length === 1);
    assert.equal(editor.document.getText(), tibetan);
  });

  test('without a selection nothing opens', async () => {
    const { document } = await openText(tibetan);
    await vscode.commands.executeCommand('trimix.translateSelection');
    assert.deepEqual(previewTabs(), []);
    assert.equal(document.getText(), tibetan);
  });

  test('a selection that is no text is refused', async () => {
    const editor = await openText(`${tibetan}\0\0`);
    const before = editor.document.getText();
    editor.selection = new vscode.Selection(
      new vscode.Position(0, 0),
      editor.document.positionAt(before.length),
    );
    await vscode.commands.executeCommand('trimix.translateSelection');
    assert.deepEqual(previewTabs(), []);
    assert.equal(editor.document.getText(), before);
  });
});
