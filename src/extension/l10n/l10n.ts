import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { InterfaceLanguage } from '../../protocol/interfaceLanguages.ts';
import { messageOf } from '../errors.ts';
import { byPlace, type Localiser } from '../localiser.ts';
import type { SettingsStore } from '../settings/settingsStore.ts';
import { bundleFile, bundleLocaliser, parseBundle } from './bundle.ts';
import { interfaceLanguage } from './interfaceLanguage.ts';

const changed = new vscode.EventEmitter<undefined>();
let chosen: 'auto' | InterfaceLanguage = 'auto';
const { l10n: displayLanguage } = vscode;
const wordsOfVsCode: Localiser = { t: (message, ...args) => displayLanguage.t(message, byPlace(args)) };
/** VS Code reads the bundle of its own display language only, so another one is read here. */
let words = wordsOfVsCode;

/** Everything the extension says goes through here: in the language of the setting, on `auto` as VS Code would say it. */
export const l10n: Localiser = { t: (message, ...args) => words.t(message, ...args) };

/** The language of what is said now. */
export function shownLanguage(): InterfaceLanguage {
  return interfaceLanguage(chosen, vscode.env.language);
}

/** Comes when {@link l10n} speaks another language already. */
export const onDidChangeInterfaceLanguage = changed.event;

/** Lets {@link l10n} follow the setting from now on. */
export function followSetting(
  extensionPath: string,
  settings: SettingsStore,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const follow = (): void => {
    chosen = settings.current.interfaceLanguage;
    words = chosen === 'auto' ? wordsOfVsCode : bundleLocaliser(chosen, bundle(chosen));
  };
  const bundle = (language: InterfaceLanguage) => {
    if (language === 'en') return {};
    try {
      return parseBundle(readFileSync(join(extensionPath, 'l10n', bundleFile(language)), 'utf8'));
    } catch (error) {
      log.warn(`No words in the language of the interface (${language}): ${messageOf(error)}`);
      return {};
    }
  };
  follow();
  return settings.onDidChange(({ before, after }) => {
    if (before.interfaceLanguage === after.interfaceLanguage) return;
    follow();
    changed.fire(undefined);
  });
}
