import { describe, expect, it } from 'vitest';
import type { ServerStatus, TrioStatus } from '../../../src/protocol/status.ts';
import type { ServerLife } from '../../../src/extension/server/life.ts';
import { actionCommand, tooltipMarkdown } from '../../../src/extension/status/actions.ts';
import { renderStatus, type StatusInput } from '../../../src/extension/status/render.ts';
import { english } from '../localiser.ts';

const trio: TrioStatus = {
  name: 'demo',
  title: 'Demo trio',
  languages: ['bo', 'ug'],
  experimental: ['ug'],
  models: [
    {
      source: 'smallCpt',
      folder: 'small-cpt-bo',
      executionProvider: 'cpu',
      precision: 'fp32',
      bytes: 3_200_000,
      memoryBytes: 60_000_000,
    },
  ],
  missing: [],
};
const up = (status: ServerStatus): ServerLife => ({ kind: 'up', status });
const show = (life: ServerLife, more: Partial<StatusInput> = {}) =>
  renderStatus(english, { life, paused: false, enabled: true, ...more });

describe('the status item', () => {
  it.each<[string, ServerLife, string, 'normal' | 'error']>([
    ['not started', { kind: 'not-started' }, '$(pencil) TriMix', 'normal'],
    ['starting', up({ kind: 'starting' }), '$(loading~spin) TriMix', 'normal'],
    ['idle', up({ kind: 'idle' }), '$(pencil) TriMix', 'normal'],
    [
      'loading',
      up({ kind: 'loading', trio: 'demo', done: 1, total: 3, source: 'largeIns' }),
      '$(loading~spin) TriMix 1/3',
      'normal',
    ],
    ['ready', up({ kind: 'ready', trio }), '$(pencil) TriMix', 'normal'],
    ['completing', up({ kind: 'working', trio, task: 'completion' }), '$(pencil) TriMix', 'normal'],
    ['translating', up({ kind: 'working', trio, task: 'translation' }), '$(loading~spin) TriMix', 'normal'],
    [
      'failed',
      up({ kind: 'failed', code: 'model-file-missing', message: 'No model.' }),
      '$(error) TriMix',
      'error',
    ],
    ['crashed', { kind: 'crashed', retryInSeconds: 4 }, '$(warning) TriMix 4 s', 'normal'],
    ['gave up', { kind: 'gave-up', reason: 'It stopped 6 times.' }, '$(error) TriMix', 'error'],
    ['stopped', { kind: 'stopped' }, '$(circle-slash) TriMix', 'normal'],
  ])('%s', (_name, life, text, severity) => {
    const view = show(life);
    expect(view).toMatchObject({ text, severity });
    expect(view.actions).toContain('restart');
    expect(view.label).toContain(view.lines[0]);
  });

  it('names the trio, its languages and its models', () => {
    const { lines } = show(up({ kind: 'ready', trio }));
    expect(lines).toEqual([
      'TriMix is ready.',
      'Demo trio',
      'Languages: Tibetan',
      'Only for trying: Uyghur',
      'small-cpt-bo: fp32, cpu, 3.2 MB',
    ]);
  });

  it('says that it is paused, and offers to resume', () => {
    const view = show(up({ kind: 'ready', trio }), { paused: true });
    expect(view.text).toBe('$(debug-pause) TriMix');
    expect(view.lines[0]).toMatch(/paused/);
    expect(view.actions).toContain('resume');
    expect(view.actions).not.toContain('pause');
  });

  it('puts trouble before a pause', () => {
    const view = show({ kind: 'gave-up', reason: 'why' }, { paused: true, enabled: false });
    expect(view.text).toBe('$(error) TriMix');
    expect(view.lines[0]).toMatch(/not running/);
    expect(view.lines.join(' ')).toMatch(/paused.*turned off/);
  });
});

describe('its tooltip', () => {
  it('links to commands of ours', () => {
    const markdown = tooltipMarkdown(english, show({ kind: 'gave-up', reason: 'why' }));
    const links = [...markdown.matchAll(/\(command:([^)]*)\)/g)].map(([, command]) => command);
    expect(links).toContain('trimix.restartServer');
    expect(links).toContain('trimix.showLog');
    expect(
      links.every((link) => (Object.values(actionCommand) as (string | undefined)[]).includes(link)),
    ).toBe(true);
  });

  it('lets no message become a link or formatting', () => {
    const message = '[click](command:workbench.action.quit) **bold** <b> `x` $(error) &amp;';
    const markdown = tooltipMarkdown(english, show(up({ kind: 'failed', code: 'unknown', message })));
    expect(markdown).not.toContain('(command:workbench');
    expect(markdown).not.toContain('<b>');
    expect(markdown).not.toContain('$(error)');
    expect(markdown).not.toContain('**bold**');
  });
});
