import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { nextLineLength, nextSentenceLength, nextUnitLength } from '../../src/engine/text/acceptance.ts';
import { languageTags } from '../../src/extension/languages.ts';
import { openings } from '../../src/extension/walkthrough/openings.ts';
import { api, closeEverything, openText, until, untilServerRests } from './editor.ts';

/** Opens a text and has something offered at its end; gives the document, and what is offered. */
async function openOffered(text: string) {
  const { completions, offered } = await api();
  const { document } = await openText(text);
  await untilServerRests();
  const before = completions().model;
  await vscode.commands.executeCommand('trimix.triggerCompletion');
  await until(() => completions().model > before);
  await until(() => offered() !== null);
  return { document, offer: offered() ?? '' };
}

const portions = [
  { command: 'trimix.acceptNextUnit', length: (_before: string, rest: string) => nextUnitLength(rest) },
  { command: 'trimix.acceptNextSentence', length: nextSentenceLength },
  { command: 'trimix.acceptNextLine', length: (_before: string, rest: string) => nextLineLength(rest) },
] as const;

suite('taking a part of what is offered', () => {
  teardown(closeEverything);

  for (const tag of languageTags) {
    test(`${tag}: unit by unit, each undone by itself, no model asked again`, async () => {
      const { completions, offered } = await api();
      const text = openings[tag];
      const { document, offer } = await openOffered(text);
      const asked = completions().model;
      let rest = offer;
      let taken = '';
      while (rest !== '') {
        const unit = rest.slice(0, nextUnitLength(rest));
        await vscode.commands.executeCommand('trimix.acceptNextUnit');
        taken += unit;
        rest = rest.slice(unit.length);
        assert.equal(document.getText(), text + taken);
        if (rest === '') break;
        assert.equal(offered(), rest);
        assert.equal(completions().model, asked);
      }
      assert.equal(taken, offer);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), text + offer.slice(0, offer.length - lastUnitLength(offer)));
    });
  }

  for (const { command, length } of portions) {
    test(`${command} takes what its name says, and one undo takes it back`, async () => {
      const { offered } = await api();
      const text = openings['mn-Mong'];
      const { document, offer } = await openOffered(text);
      const line = text.split('\n').at(-1)!;
      const part = offer.slice(0, length(line, offer));
      await vscode.commands.executeCommand(command);
      assert.equal(document.getText(), text + part);
      if (part.length < offer.length) assert.equal(offered(), offer.slice(part.length));
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), text);
    });
  }

  test('the rest can be taken as a whole', async () => {
    const text = openings.bo;
    const { document, offer } = await openOffered(text);
    await vscode.commands.executeCommand('trimix.acceptNextUnit');
    assert.equal(document.getText(), text + offer.slice(0, nextUnitLength(offer)));
    await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    assert.equal(document.getText(), text + offer);
  });

  test('what is inserted has the line ends of the document, as offers are kept', async () => {
    const editor = await openText('Бұл');
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    const reported: string[] = [];
    const listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document === editor.document) reported.push(...contentChanges.map(({ text }) => text));
    });
    await editor.edit((edit) => edit.insert(editor.selection.active, ' қазақ.\nЕкінші'));
    listening.dispose();
    assert.deepEqual(reported, [' қазақ.\r\nЕкінші']);
  });

  test('with several cursors, or nothing offered, the text stays as it is', async () => {
    const text = openings['kk-Cyrl'];
    const { document } = await openText(text);
    for (const { command } of portions) await vscode.commands.executeCommand(command);
    assert.equal(document.getText(), text);
  });

  test('the keys do something else nowhere in the editor', async () => {
    const defaults = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('vscode://defaultsettings/keybindings.json'),
    );
    const bound = [
      ...defaults
        .getText()
        .matchAll(/\{ "key": "([^"]+)",\s+"command": "([^"]+)"(?:,\s+"when": "([^"]+)")?/g),
    ];
    assert.ok(bound.length > 300);
    const inText = bound.filter(
      ([, key, command, when = '']) =>
        (key === 'alt+enter' || key === 'shift+alt+enter') &&
        !command?.startsWith('trimix.') &&
        // In widgets, lists, terminals and notebooks there is no ghost text.
        !/Widget|Input|list|terminal|notebook|chat|search|scm|comment|repl|Focused|breakpoint/i.test(when),
    );
    assert.deepEqual(
      inText.map(([whole]) => whole),
      [],
    );
  });
});

function lastUnitLength(text: string): number {
  let at = 0;
  let last = 0;
  while (at < text.length) {
    last = nextUnitLength(text.slice(at));
    at += last;
  }
  return last;
}
