import * as vscode from 'vscode';
import type { SettingKey } from './proposals.ts';
import type { Place, Stored } from './writtenSettings.ts';

/** What holds in the editor for documents of a place. */
export function effectiveSetting(key: string, place: Place): unknown {
  return configurationOf(place).get<unknown>(key);
}

/** What is set at a place itself. */
export function settingAt(key: SettingKey, place: Place): Stored {
  const found = configurationOf(place).inspect<unknown>(key);
  const value =
    place.target === 'user'
      ? place.languageId === null
        ? found?.globalValue
        : found?.globalLanguageValue
      : place.languageId === null
        ? found?.workspaceValue
        : found?.workspaceLanguageValue;
  return value === undefined ? { set: false } : { set: true, value };
}

/** Writes a setting at a place, or takes it away. Rejects when the settings file cannot be written. */
export async function writeSetting(key: SettingKey, place: Place, value: Stored): Promise<void> {
  const target =
    place.target === 'user' ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  const written = value.set ? value.value : undefined;
  await configurationOf(place).update(key, written, target, place.languageId !== null);
}

function configurationOf({ languageId }: Place): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(undefined, languageId === null ? undefined : { languageId });
}
