import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { languageTags } from '../../src/extension/languages.ts';
import { settingKeys } from '../../src/extension/editorSetUp/proposals.ts';
import { api, closeEverything, openText, until } from './editor.ts';

const section = () => vscode.workspace.getConfiguration();
const own = () => settingKeys.map((key) => section().inspect<unknown>(key)?.globalValue);
const effective = (key: string) => section().get<unknown>(key);

/** Runs the set-up and says yes to whatever is asked, until something holds. */
async function setUp(tag: string, holds: () => boolean): Promise<void> {
  void vscode.commands.executeCommand('trimix.setUpEditor', tag);
  await until(async () => {
    await sleep(200);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return holds();
  });
  // The last of them is written last.
  await sleep(500);
}

suite('setting up the editor', () => {
  suiteSetup(async () => {
    await api();
    for (const key of settingKeys) await section().update(key, undefined, vscode.ConfigurationTarget.Global);
  });
  teardown(closeEverything);

  for (const tag of languageTags) {
    test(`${tag}: writes what it showed, and an undo brings back exactly what was there`, async () => {
      await section().update(
        'editor.unicodeHighlight.allowedCharacters',
        { Ω: true },
        vscode.ConfigurationTarget.Global,
      );
      await openText('x');
      const before = own();
      const separators = effective('editor.wordSeparators');
      await setUp(tag, () => effective('editor.wordSeparators') !== separators);
      assert.notDeepEqual(own(), before);
      if (tag === 'bo') assert.equal(effective('editor.lineHeight'), 2);
      if (tag.startsWith('kk'))
        assert.equal(
          (effective('editor.unicodeHighlight.allowedCharacters') as Record<string, unknown>)['Ω'],
          true,
        );
      await vscode.commands.executeCommand('trimix.undoEditorSetUp');
      await until(() => JSON.stringify(own()) === JSON.stringify(before));
    });
  }

  test('what the user changed meanwhile stays', async () => {
    await openText('x');
    const before = own();
    const separators = effective('editor.wordSeparators');
    await setUp('bo', () => effective('editor.wordSeparators') !== separators);
    await section().update('editor.lineHeight', 3, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('trimix.undoEditorSetUp');
    await until(() => effective('editor.wordSeparators') === separators);
    assert.equal(effective('editor.lineHeight'), 3);
    await section().update('editor.lineHeight', undefined, vscode.ConfigurationTarget.Global);
    assert.deepEqual(own(), before);
    // Nothing is left to undo.
    await vscode.commands.executeCommand('trimix.undoEditorSetUp');
    assert.deepEqual(own(), before);
  });

  test('giving up writes nothing', async () => {
    await openText('x');
    const before = own();
    const running = vscode.commands.executeCommand('trimix.setUpEditor', 'bo');
    await sleep(500);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await running;
    assert.deepEqual(own(), before);
  });
});
