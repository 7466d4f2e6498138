import * as vscode from 'vscode';
import { acceptPortion } from '../completion/acceptPortion.ts';
import { dismissGhostText } from '../completion/dismissGhostText.ts';
import type { TriMixContext } from '../context.ts';
import { chooseDocumentLanguage } from '../documentLanguage/chooseDocumentLanguage.ts';
import { discardInstallation } from '../models/commands/discardInstallation.ts';
import { freeMemory } from '../models/commands/freeMemory.ts';
import { clearHubToken, setHubToken } from '../models/commands/hubToken.ts';
import { importTrio } from '../models/commands/importTrio.ts';
import { installTrio } from '../models/commands/installTrio.ts';
import { removeTrio } from '../models/commands/removeTrio.ts';
import { useTrio } from '../models/commands/useTrio.ts';
import { verifyTrio } from '../models/commands/verifyTrio.ts';
import type { Models } from '../models/models.ts';
import { readTarget, type ModelsTarget } from '../models/target.ts';
import { convertSelection } from '../scripts/scriptConversion.ts';
import type { CommandId } from './commandIds.ts';

/** What a command does, and what becomes of it while no server runs. */
interface Command {
  readonly run: (context: TriMixContext, argument: unknown) => Promise<void> | void;
  /**
   * `not-needed`: it works without a server. `start`: the server is started first; when that fails, the user is told
   * so and the command does nothing.
   */
  readonly server: 'not-needed' | 'start';
}

/** All commands; forgetting one does not compile. */
const commands: Readonly<Record<CommandId, Command>> = {
  'trimix.triggerCompletion': {
    server: 'start',
    run: () => execute('editor.action.inlineSuggest.trigger'),
  },
  'trimix.acceptNextUnit': { server: 'not-needed', run: ({ ghostText }) => acceptPortion(ghostText, 'unit') },
  'trimix.acceptNextSentence': {
    server: 'not-needed',
    run: ({ ghostText }) => acceptPortion(ghostText, 'sentence'),
  },
  'trimix.acceptNextLine': { server: 'not-needed', run: ({ ghostText }) => acceptPortion(ghostText, 'line') },
  'trimix.dismissGhostText': {
    server: 'not-needed',
    run: ({ ghostText }) => dismissGhostText(ghostText),
  },
  // These three look at the selection first, so that an empty one starts nothing; then they start the server.
  'trimix.translateSelection': {
    server: 'not-needed',
    run: ({ translation }) => translation.run('remembered'),
  },
  'trimix.translateSelectionTo': { server: 'not-needed', run: ({ translation }) => translation.run('ask') },
  'trimix.convertSelection': { server: 'not-needed', run: convertSelection },
  'trimix.openInspector': {
    server: 'not-needed',
    // The panel opens at once and fills itself when the server is up.
    run: async ({ inspector, supervisor }) => {
      inspector.open();
      await supervisor.start();
    },
  },
  'trimix.setUpEditor': {
    server: 'not-needed',
    run: ({ editorSetUp }, argument) => editorSetUp.setUp(argument),
  },
  'trimix.undoEditorSetUp': { server: 'not-needed', run: ({ editorSetUp }) => editorSetUp.undo() },
  'trimix.openTextPreview': { server: 'not-needed', run: ({ textPreview }) => textPreview.open() },
  'trimix.openWalkthrough': { server: 'not-needed', run: ({ walkthrough }) => walkthrough.open() },
  'trimix.chooseLanguage': { server: 'not-needed', run: ({ walkthrough }) => walkthrough.chooseLanguage() },
  'trimix.chooseDocumentLanguage': { server: 'not-needed', run: chooseDocumentLanguage },
  'trimix.chooseTrio': { server: 'start', run: ({ walkthrough }) => walkthrough.chooseTrio() },
  'trimix.installChosenTrio': {
    server: 'start',
    run: ({ walkthrough }) => walkthrough.installChosenTrio(),
  },
  // The document opens at once; the server is started when it is there.
  'trimix.tryWriting': { server: 'not-needed', run: ({ walkthrough }) => walkthrough.tryWriting() },
  'trimix.manageModels': { server: 'not-needed', run: ({ modelsView }) => modelsView.focus() },
  // To install the same again is to go on; the name says it to the user.
  'trimix.resumeInstallation': aboutModels(installTrio),
  'trimix.pause': { server: 'not-needed', run: ({ pause }) => pause.set(true) },
  'trimix.resume': { server: 'not-needed', run: ({ pause }) => pause.set(false) },
  'trimix.restartServer': {
    server: 'not-needed',
    run: async (context) => {
      if (!(await context.supervisor.restart())) context.sayServerIsDown();
    },
  },
  'trimix.showLog': { server: 'not-needed', run: ({ log }) => log.show() },
  'trimix.openSettings': {
    server: 'not-needed',
    run: () => execute('workbench.action.openSettings', '@ext:trimix.trimix'),
  },
  'trimix.showMenu': { server: 'not-needed', run: ({ status }) => status.showMenu() },
  'trimix.installTrio': aboutModels(installTrio),
  'trimix.importTrio': aboutModels(importTrio),
  'trimix.verifyTrio': aboutModels(verifyTrio),
  'trimix.removeTrio': aboutModels(removeTrio),
  'trimix.useTrio': aboutModels(useTrio),
  'trimix.discardInstallation': aboutModels(discardInstallation),
  'trimix.freeMemory': { server: 'not-needed', run: ({ models }) => freeMemory(models) },
  'trimix.setHubToken': { server: 'not-needed', run: ({ models }) => setHubToken(models) },
  'trimix.clearHubToken': { server: 'not-needed', run: ({ models }) => clearHubToken(models) },
  'trimix.refreshModels': { server: 'not-needed', run: ({ models }) => models.service.refresh() },
  'trimix.helpTranslate': {
    server: 'not-needed',
    run: async ({ extensionUri }) => {
      const page = vscode.Uri.joinPath(extensionUri, 'docs', 'translating.md');
      await vscode.commands.executeCommand('markdown.showPreview', page);
    },
  },
};

/** A command about models on disk, which may be told which. */
function aboutModels(run: (models: Models, target: ModelsTarget) => Promise<void>): Command {
  return { server: 'start', run: ({ models }, argument) => run(models, readTarget(argument)) };
}

async function execute(command: string, ...parameters: readonly string[]): Promise<void> {
  await vscode.commands.executeCommand(command, ...parameters);
}

/** Registers the table. */
export function registerCommands(context: TriMixContext): void {
  for (const [id, command] of Object.entries(commands)) {
    context.disposables.add(
      vscode.commands.registerCommand(id, async (argument?: unknown) => {
        if (command.server === 'start' && !(await context.supervisor.start())) {
          context.sayServerIsDown();
          return;
        }
        await command.run(context, argument);
      }),
    );
  }
}
