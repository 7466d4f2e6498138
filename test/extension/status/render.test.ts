import { describe, expect, it } from 'vitest';
import type { ServerStatus, TrioStatus } from '../../../src/protocol/status.ts';
import type { InstallProgress } from '../../../src/protocol/engineTypes.ts';
import type { ModelJob } from '../../../src/extension/models/modelJobs.ts';
import type { ServerLife } from '../../../src/extension/server/life.ts';
import { actionCommand, tooltipCommands, tooltipMarkdown } from '../../../src/extension/status/actions.ts';
import { bundleLocaliser } from '../../../src/extension/l10n/bundle.ts';
import { renderStatus, type StatusInput } from '../../../src/extension/status/render.ts';
import { english } from '../localiser.ts';

const trio: TrioStatus = {
  name: 'demo',
  title: 'Demo trio',
  languages: ['bo', 'ug'],
  experimental: ['ug'],
  detours: [],
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
  renderStatus(english, {
    life,
    paused: false,
    enabled: true,
    job: null,
    chosenLanguage: null,
    draft: false,
    ...more,
  });

describe('the status item', () => {
  it('says that the language of the document was chosen by hand', () => {
    const words = 'Language of this document, chosen by hand: Tibetan';
    expect(show(up({ kind: 'idle' }), { chosenLanguage: 'bo' }).lines).toContain(words);
    expect(show(up({ kind: 'idle' }), { chosenLanguage: 'bo' }).label).toContain(words);
    expect(show(up({ kind: 'idle' })).label).not.toContain('chosen by hand');
    expect(show({ kind: 'stopped' }).actions).toContain('document-language');
  });

  it('says in both languages that its words are a draft, with a way to mend them', () => {
    const mark = 'Draft translation: help us mend it';
    const own = bundleLocaliser('kk', { [mark]: 'Нобай' });
    const life = up({ kind: 'idle' });
    expect(tooltipMarkdown(english, show(life))).not.toContain(mark);
    const draft = show(life, { draft: true });
    expect(tooltipMarkdown(own, draft)).toContain(`[Нобай · ${mark}](command:trimix.helpTranslate)`);
    expect(tooltipMarkdown(english, draft)).toContain(`[${mark}](command:trimix.helpTranslate)`);
    expect(tooltipCommands).toContain('trimix.helpTranslate');
  });

  it('says which language is written by way of another', () => {
    const detours = [{ asked: 'kk-Cyrl', model: 'kk-Arab' }] as const;
    const { lines } = show(up({ kind: 'ready', trio: { ...trio, detours } }));
    expect(lines.join()).toContain(
      'Kazakh (Cyrillic): written as Kazakh (Arabic script) and converted by rule.',
    );
    expect(show(up({ kind: 'ready', trio })).lines.join()).not.toContain('converted by rule');
  });

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
      up({ kind: 'failed', code: 'model-file-missing', details: {}, message: 'No model.' }),
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
      'small-cpt-bo: fp32, on the processor, 57.2 MB of memory',
    ]);
  });

  it('says calmly what it works without, and why', () => {
    const missing: TrioStatus['missing'] = [
      { source: 'largeIns', reason: { kind: 'memory', neededBytes: 6 * 2 ** 30, availableBytes: 2 ** 31 } },
      {
        source: 'smallBase',
        reason: { kind: 'refused', executionProvider: 'webgpu', message: 'out of memory' },
      },
    ];
    const view = show(up({ kind: 'ready', trio: { ...trio, missing } }));
    expect(view.severity).toBe('normal');
    expect(view.lines.slice(-2)).toEqual([
      'Without large-ins: it needs 6 GB of memory, 2 GB were free.',
      'Without small-base: webgpu did not take it: out of memory.',
    ]);
  });

  it('names the model that is loaded right now', () => {
    const loading = { kind: 'loading', trio: 'demo', done: 1, total: 3 } as const;
    expect(show(up({ ...loading, source: 'smallCpt' })).lines).toContain('Now: small-cpt');
    expect(show(up({ ...loading, source: null })).lines).toHaveLength(1);
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

describe('work on models', () => {
  const progress: InstallProgress = {
    stage: 'downloading',
    repository: 'Qwen/Qwen2.5-1.5B',
    step: 2,
    steps: 3,
    done: 4_380_000_000,
    total: 10_000_000_000,
    bytesPerSecond: 12_000_000,
    secondsLeft: 470,
  };
  const job: ModelJob = { kind: 'install', title: 'Qwen2.5 1.5B + 7B', progress };

  it('shows how far it is, in the item and in words', () => {
    const { text, lines } = show(up({ kind: 'ready', trio }), { job });
    expect(text).toBe('$(cloud-download) TriMix 43 %');
    expect(lines.at(-1)).toMatch(/^Installing Qwen2.5 1.5B \+ 7B: Downloading.*2 of 3.*left$/);
  });

  it('says nothing of an end it does not know', () => {
    expect(show(up({ kind: 'idle' }), { job: { ...job, progress: null } }).text).toBe(
      '$(cloud-download) TriMix',
    );
    expect(show(up({ kind: 'idle' }), { job: { ...job, progress: { ...progress, total: 0 } } }).text).toBe(
      '$(cloud-download) TriMix',
    );
  });

  it('never shows more than all', () => {
    const over = { ...job, progress: { ...progress, done: 11_000_000_000 } };
    expect(show(up({ kind: 'idle' }), { job: over }).text).toBe('$(cloud-download) TriMix 100 %');
  });

  it('comes after trouble and after a pause', () => {
    expect(show({ kind: 'gave-up', reason: 'why' }, { job }).text).toMatch(/^\$\(error\)/);
    expect(show(up({ kind: 'idle' }), { job, paused: true }).text).toBe('$(debug-pause) TriMix 43 %');
  });

  it('offers to free memory only while models are in it', () => {
    expect(show(up({ kind: 'ready', trio })).actions).toContain('free-memory');
    expect(show(up({ kind: 'idle' })).actions).not.toContain('free-memory');
    expect(show({ kind: 'stopped' }).actions).not.toContain('free-memory');
    expect(show({ kind: 'not-started' }).actions).toContain('models');
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

  it('says a failure in the language of the interface', () => {
    const text =
      'The model file {file} is missing. The model cannot be loaded. Install or convert the model again.';
    const own = bundleLocaliser('ru', { [text]: 'Нет файла {file}.' });
    const life = up({
      kind: 'failed',
      code: 'model-file-missing',
      details: { file: 'model.onnx' },
      message: 'in English',
    });
    const input = { life, paused: false, enabled: true, job: null, chosenLanguage: null, draft: false };
    expect(renderStatus(own, input).lines).toEqual(['Нет файла model.onnx.']);
    expect(show(up({ kind: 'failed', code: 'unknown', details: {}, message: 'odd' })).lines).toEqual(['odd']);
  });

  it('lets no message become a link or formatting', () => {
    const message = '[click](command:workbench.action.quit) **bold** <b> `x` $(error) &amp;';
    const status = { kind: 'failed', code: 'unknown', details: {}, message } as const;
    const markdown = tooltipMarkdown(english, show(up(status)));
    expect(markdown).not.toContain('(command:workbench');
    expect(markdown).not.toContain('<b>');
    expect(markdown).not.toContain('$(error)');
    expect(markdown).not.toContain('**bold**');
  });
});
