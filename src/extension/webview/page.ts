import { pageDirection, type InterfaceLanguage } from '../../protocol/interfaceLanguages.ts';

/** What a webview's page is made of. */
export interface WebviewPage {
  readonly view: 'inspector' | 'preview' | 'textPreview';
  readonly title: string;
  /** Of the words on the page, which the page chooses them by; it gives the page its direction too. */
  readonly language: InterfaceLanguage;
  /** Addresses that the webview may load. */
  readonly script: string;
  readonly style: string;
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** Fresh and unguessable for each page. */
  readonly nonce: string;
}

/**
 * The page of a webview. Only its own script may run, and nothing may be loaded but our style sheet, fonts and
 * images: no model output and no document can bring in code of its own.
 */
export function webviewHtml(page: WebviewPage): string {
  const policy = [
    "default-src 'none'",
    `style-src ${page.cspSource}`,
    `script-src 'nonce-${page.nonce}'`,
    `font-src ${page.cspSource}`,
    `img-src ${page.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${page.language}" dir="${pageDirection(page.language)}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1.0">
  <title>${escape(page.title)}</title>
  <link rel="stylesheet" href="${escape(page.style)}">
</head>
<body data-view="${page.view}">
  <main id="root"></main>
  <script nonce="${escape(page.nonce)}" src="${escape(page.script)}"></script>
</body>
</html>
`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
