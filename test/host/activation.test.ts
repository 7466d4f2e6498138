import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/extension/commands/commandIds.ts';
import { api, extension } from './editor.ts';

suite('activation', () => {
  test('the extension activates and shows how the server is', async () => {
    const { life } = await api();
    assert.equal(extension().isActive, true);
    assert.ok(['not-started', 'up'].includes(life().kind));
  });

  test('every command of the manifest is registered', async () => {
    await api();
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      commandIds.filter((id) => !registered.includes(id)),
      [],
    );
  });
});
