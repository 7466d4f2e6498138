import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TriMixServerProcess } from '../vscode-host/triMixServerProcess.ts';
import {
  api,
  closeEverything,
  extension,
  openText,
  tibetan,
  type,
  until,
  untilServerRests,
} from './editor.ts';

suite('server', () => {
  teardown(closeEverything);

  test('a killed server comes back and answers', async function () {
    // Processes are looked for in /proc.
    if (process.platform !== 'linux') this.skip();
    const { completions } = await api();
    const { document } = await openText(tibetan);
    await untilServerRests();
    const server = new TriMixServerProcess(extension().extensionPath);
    const killed = await server.kill();
    assert.ok(killed.length > 0);
    await until(async () => (await server.ids()).some((id) => !killed.includes(id)));
    await untilServerRests();
    assert.equal(document.getText(), tibetan);
    const before = completions().model;
    await type('འདྲ་');
    await until(() => completions().model > before);
  });

  test('the restart command brings up a server', async () => {
    await openText(tibetan);
    await untilServerRests();
    await vscode.commands.executeCommand('trimix.restartServer');
    await untilServerRests();
  });

  test('while paused nothing is asked', async () => {
    const { completions } = await api();
    await openText(tibetan);
    await untilServerRests();
    await vscode.commands.executeCommand('trimix.pause');
    const before = completions();
    await vscode.commands.executeCommand('trimix.triggerCompletion');
    await vscode.commands.executeCommand('trimix.resume');
    assert.deepEqual(completions(), before);
  });
});
