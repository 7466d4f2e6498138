import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeEverything, openText, tibetan, type, until, untilServerRests } from './editor.ts';

suite('completion', () => {
  teardown(closeEverything);

  test('what is asked for at the cursor is inserted when it is accepted', async () => {
    const { completions } = await api();
    const { document } = await openText(tibetan);
    await untilServerRests();
    const before = completions().model;
    await vscode.commands.executeCommand('trimix.triggerCompletion');
    await until(() => completions().model > before);
    await until(async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return document.getText() !== tibetan;
    });
    const inserted = document.getText().slice(tibetan.length);
    assert.ok(document.getText().startsWith(tibetan));
    assert.match(inserted, /\p{Script=Tibetan}/u);
  });

  test('typing asks by itself', async () => {
    const { completions } = await api();
    const { document } = await openText(tibetan);
    await untilServerRests();
    const before = completions().model;
    await type('འདྲ་མཉམ་');
    await until(() => completions().model > before);
    assert.equal(document.getText(), `${tibetan}འདྲ་མཉམ་`);
  });

  test('the key of an accepted completion is undone in one step', async () => {
    const { completions } = await api();
    const { document } = await openText(tibetan);
    await untilServerRests();
    const before = completions().model;
    await vscode.commands.executeCommand('trimix.triggerCompletion');
    await until(() => completions().model > before);
    await until(async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return document.getText() !== tibetan;
    });
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), tibetan);
  });
});
