/**
 * The part of `vscode.l10n` that pure code needs: `{0}`, `{1}`… in the message stand for the arguments.
 * It goes by the name `l10n` wherever it is passed, so that messages can be collected from the sources.
 */
export interface Localiser {
  t(message: string, ...args: (string | number | boolean)[]): string;
}
