/**
 * Documents that TriMix works in: files wherever they lie, and new ones. Not the output panel, not old versions from
 * source control, not settings. The kind of file does not matter: the text at the cursor decides.
 */
const documentSchemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs'] as const;

export const documentSelector = documentSchemes.map((scheme) => ({ scheme }));

export function isWritingDocument(document: { readonly uri: { readonly scheme: string } }): boolean {
  return (documentSchemes as readonly string[]).includes(document.uri.scheme);
}
