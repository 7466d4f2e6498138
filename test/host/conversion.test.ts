import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, until, untilServerRests } from './editor.ts';

const kazakh = '# қазақ тілі\n\nқазақ [тілі](тілі.md) `тілі`\n';

suite('conversion', () => {
  teardown(closeEverything);

  test('writes several selections in another script in one step, and keeps markup', async () => {
    const document = await vscode.workspace.openTextDocument({ content: kazakh, language: 'markdown' });
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    await untilServerRests();
    editor.selections = [
      new vscode.Selection(0, 0, 0, document.lineAt(0).text.length),
      new vscode.Selection(2, 0, 2, document.lineAt(2).text.length),
    ];
    const command = vscode.commands.executeCommand('trimix.convertSelection');
    // The first entry is Arabic script, and these words come back: nothing more is asked.
    await acceptFirstEntry(() => document.getText() !== kazakh);
    await command;
    assert.equal(document.getText(), '# قازاق ٴتىلى\n\nقازاق [ٴتىلى](тілі.md) `тілі`\n');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), kazakh);
  });

  test('without a selection nothing is asked', async () => {
    const document = await vscode.workspace.openTextDocument({ content: kazakh, language: 'markdown' });
    await vscode.window.showTextDocument(document, { preview: false });
    await vscode.commands.executeCommand('trimix.convertSelection');
    assert.equal(document.getText(), kazakh);
  });
});

/** Takes the first entry of the list that comes up, until what it does has happened. */
async function acceptFirstEntry(happened: () => boolean): Promise<void> {
  await until(async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return happened();
  });
}
