import * as vscode from 'vscode';
import { l10n } from '../l10n/l10n.ts';

/** The page of the hub where a token is made. */
const tokenPage = 'https://huggingface.co/settings/tokens';

/** The user's access token of the hub, in the editor's secret storage and nowhere else. */
export class HubToken {
  readonly #secrets: vscode.SecretStorage;
  readonly #endpoint: () => string;

  /** @param endpoint address of the hub that is used now; empty for the usual one */
  constructor(secrets: vscode.SecretStorage, endpoint: () => string) {
    this.#secrets = secrets;
    this.#endpoint = endpoint;
  }

  /** The token that was given for this hub before; null where there is none. */
  async stored(): Promise<string | null> {
    return (await this.#secrets.get(this.#key)) ?? null;
  }

  /**
   * Asks for a token and keeps it.
   *
   * @param pages web pages where the terms of what is wanted are accepted, to be opened from the question
   * @returns null when the user gave none
   */
  async ask(pages: readonly string[] = []): Promise<string | null> {
    const token = await askForToken(pages);
    if (token === null) return null;
    await this.#secrets.store(this.#key, token);
    return token;
  }

  /** Forgets it. @returns whether there was one */
  async clear(): Promise<boolean> {
    const existed = (await this.stored()) !== null;
    await this.#secrets.delete(this.#key);
    return existed;
  }

  /** A token that was given for one hub is never sent to another. */
  get #key(): string {
    return `trimix.hubToken ${this.#endpoint()}`;
  }
}

/** An input box with buttons that open the pages where a token is made and where access is granted. */
async function askForToken(pages: readonly string[]): Promise<string | null> {
  const input = vscode.window.createInputBox();
  const makeToken: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('key'),
    tooltip: l10n.t('Open the page where a token is made'),
  };
  const grantAccess: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: l10n.t('Open the page where access is granted'),
  };
  input.title = l10n.t('TriMix: Access Token of the Hub');
  input.prompt =
    pages.length === 0
      ? l10n.t('It is kept in the secret storage of the editor and sent to the hub only.')
      : l10n.t(
          'The hub gives out these models only to people who have accepted their terms. Accept them on the page of the models, then paste a token that may read them. It is kept in the secret storage of the editor and sent to the hub only.',
        );
  input.placeholder = 'hf_…';
  input.password = true;
  // The user goes to the browser and comes back.
  input.ignoreFocusOut = true;
  input.buttons = pages.length === 0 ? [makeToken] : [grantAccess, makeToken];
  try {
    return await new Promise<string | null>((resolve) => {
      input.onDidTriggerButton(async (button) => {
        for (const page of button === grantAccess ? pages : [tokenPage])
          await vscode.env.openExternal(vscode.Uri.parse(page));
      });
      input.onDidChangeValue(() => (input.validationMessage = undefined));
      input.onDidAccept(() => {
        const token = input.value.trim();
        if (/^[\x21-\x7e]+$/.test(token)) resolve(token);
        else input.validationMessage = l10n.t('A token has letters, digits and «_», and no spaces.');
      });
      input.onDidHide(() => resolve(null));
      input.show();
    });
  } finally {
    input.dispose();
  }
}
