import { describe, expect, it } from 'vitest';
import { webviewHtml } from '../../../src/extension/webview/page.ts';

const page = {
  view: 'inspector',
  title: 'A "title" <b>',
  language: 'en',
  script: 'https://host/inspector.js',
  style: 'https://host/inspector.css',
  cspSource: 'https://host',
  nonce: 'abc123',
} as const;

describe('the page of a webview', () => {
  const html = webviewHtml(page);

  it('allows its own script, style, fonts and images, and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    expect(policy).toBe(
      "default-src 'none'; style-src https://host; script-src 'nonce-abc123'; font-src https://host; img-src https://host",
    );
    expect(html).toContain('<script nonce="abc123" src="https://host/inspector.js"></script>');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/\son\w+=|<style|style="/);
  });

  it.each([
    ['bo', 'ltr'],
    ['ug', 'rtl'],
    ['kk', 'ltr'],
    ['kk-Arab', 'rtl'],
  ] as const)('is laid out as %s is read', (language, direction) => {
    expect(webviewHtml({ ...page, language })).toContain(`<html lang="${language}" dir="${direction}">`);
  });

  it('says which view it is, and has a root to draw in', () => {
    expect(html).toContain('<body data-view="inspector">');
    expect(html).toContain('<main id="root"></main>');
  });

  it('lets no text become markup', () => {
    expect(html).toContain('<title>A &quot;title&quot; &lt;b&gt;</title>');
  });
});
