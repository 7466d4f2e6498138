import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeEverything, openText, tibetan, until, untilServerRests } from './editor.ts';

/** Whether a screen reader hears these words from the status item. */
const hears = (words: RegExp) => async () => words.test((await api()).status());

suite('errors', () => {
  const set = (name: string, value: string | undefined) =>
    vscode.workspace.getConfiguration('trimix').update(name, value, vscode.ConfigurationTarget.Global);

  teardown(async () => {
    await set('models.trioPath', undefined);
    await set('interfaceLanguage', undefined);
    await closeEverything();
    await untilServerRests();
  });

  test('of the server are said in the language of the interface, and at once in another', async () => {
    await openText(tibetan);
    await untilServerRests();
    await set('interfaceLanguage', 'ru');
    await set('models.trioPath', '/nowhere');
    await until(async () => {
      // A completion loads the models, and there are none.
      await vscode.commands.executeCommand('trimix.triggerCompletion');
      const { life } = await api();
      const now = life();
      return now.kind === 'up' && now.status.kind === 'failed';
    });
    await until(hears(/Файл модели .*nowhere.* отсутствует\. .* преобразуйте её заново\./u));
    assert.doesNotMatch((await api()).status(), /is missing/u);
    await set('interfaceLanguage', 'zh-cn');
    await until(hears(/模型文件 .*nowhere.* 缺失/u));
    await set('interfaceLanguage', 'en');
    await until(hears(/The model file .*nowhere.* is missing\./u));
  });
});
