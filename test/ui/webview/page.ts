import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  interfaceLanguages,
  pageDirection,
  type InterfaceLanguage,
} from '../../../src/protocol/interfaceLanguages.ts';
import { themes, type ThemeName } from './themes.ts';

const bundles = join(import.meta.dirname, '../../../dist/webview');
const nonce = 'dGVzdC1ub25jZQ';
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.map': 'application/json',
};

/** Serves the built views as the extension does: the same markup, the same content security policy. */
export async function serveViews(): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://view.invalid');
    const path = pathname.slice(1);
    if (isView(path)) {
      const { port } = server.address() as AddressInfo;
      const source = `http://127.0.0.1:${port}`;
      const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'; font-src ${source}; img-src ${source}`;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      const language = interfaceLanguages.find((known) => known === searchParams.get('language')) ?? 'en';
      response.end(markup(path, policy, language));
      return;
    }
    if (path === 'favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    readFile(join(bundles, path)).then(
      (content) => {
        response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => closed(server) };
}

const views = ['inspector', 'preview', 'textPreview'] as const;
type ViewName = (typeof views)[number];

function isView(path: string): path is ViewName {
  return (views as readonly string[]).includes(path);
}

function markup(view: ViewName, policy: string, language: InterfaceLanguage): string {
  return `<!DOCTYPE html>
<html lang="${language}" dir="${pageDirection(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>TriMix</title>
<link rel="stylesheet" href="${view}.css">
</head>
<body data-view="${view}"><main id="root"></main><script nonce="${nonce}" src="${view}.js"></script></body>
</html>`;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** A view open in a page, with the three functions that VS Code would give it. */
export interface OpenView {
  /** Sends messages from the extension's side. */
  send(...messages: readonly object[]): Promise<void>;
  /** What the view posted so far. */
  posted(): Promise<readonly { readonly type: string; readonly [key: string]: unknown }[]>;
  /** Violations of the content security policy and uncaught errors; to be empty. */
  readonly problems: readonly string[];
}

/**
 * Opens a view. The stand-in for VS Code's host records messages; its saved state outlives a reload, as there.
 */
export async function openView(
  page: Page,
  origin: string,
  view: ViewName,
  theme: ThemeName = 'dark',
  language: InterfaceLanguage = 'en',
): Promise<OpenView> {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes(emptyStyle)) problems.push(message.text());
  });
  await page.addInitScript(hostScript(theme));
  await page.goto(`${origin}/${view}?language=${language}`);
  return {
    send: async (...messages) => {
      await page.evaluate(`(${sendAll})(${JSON.stringify(messages)})`);
      // Two frames: the view draws in the next one.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    },
    posted: () => page.evaluate('window.__posted'),
    problems,
  };
}

/**
 * Hash of the empty style element by which the component library asks the browser whether it knows
 * `:focus-visible`. The policy refuses it, and the library takes `:focus`: nothing else depends on it.
 */
const emptyStyle = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

const sendAll = `(messages) => { for (const data of messages) window.dispatchEvent(new MessageEvent('message', { data })); }`;

function hostScript(theme: ThemeName): string {
  const { kind, variables } = themes[theme];
  return `
    window.__posted = [];
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.__posted.push(structuredClone(message)),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
    });
    const dress = () => {
      for (const [name, value] of Object.entries(${JSON.stringify(variables)})) {
        document.documentElement.style.setProperty(name, value);
      }
      document.body.classList.add(${JSON.stringify(kind)});
      document.body.dataset.vscodeThemeKind = ${JSON.stringify(kind)};
    };
    document.addEventListener('DOMContentLoaded', dress);`;
}
