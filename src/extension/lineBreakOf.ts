import * as vscode from 'vscode';

/** What ends the lines of a document: VS Code gives it to everything that is inserted. */
export function lineBreakOf({ eol }: vscode.TextDocument): '\n' | '\r\n' {
  return eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
}
