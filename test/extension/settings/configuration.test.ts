import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  readConfiguration,
  settings,
  type Configuration,
} from '../../../src/extension/settings/configuration.ts';
import { serverSettings } from '../../../src/extension/settings/serverSettings.ts';

interface Property {
  readonly type: string;
  readonly default: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly scope: string;
}
interface Manifest {
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Property>> }[];
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const properties = Object.assign(
  {},
  ...manifest.contributes.configuration.map((section) => section.properties),
) as Record<string, Property>;

const defaults = readConfiguration(() => undefined).configuration;
const read = (values: Readonly<Record<string, unknown>>) => readConfiguration((name) => values[name]);
const store = '/store/models';
const rule = (values: Partial<Configuration>) =>
  serverSettings({ ...defaults, ...values }, store).completion.rule;

describe('the manifest', () => {
  it('declares exactly the settings that are read, as they are read', () => {
    const declared = Object.fromEntries(
      Object.entries(properties).map(
        ([name, { type, default: fallback, minimum, maximum, enum: options }]) => [
          name,
          { type, default: fallback, minimum, maximum, enum: options },
        ],
      ),
    );
    const expected = Object.fromEntries(
      Object.entries(settings).map(([name, { schema }]) => [
        `trimix.${name}`,
        { minimum: undefined, maximum: undefined, enum: undefined, ...schema },
      ]),
    );
    expect(declared).toEqual(expected);
  });

  it('keeps paths, trios and addresses out of the hands of a workspace', () => {
    for (const name of [
      'trimix.models.trios',
      'trimix.models.trioPath',
      'trimix.models.hubEndpoint',
      'trimix.server.nodePath',
    ]) {
      expect(properties[name]?.scope).toBe('machine');
      expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain(name);
    }
  });
});

describe('reading settings', () => {
  it('takes what is allowed', () => {
    const { configuration, problems } = read({ 'completion.maxTokens': 7, 'fusion.rule': 'safw' });
    expect(configuration).toEqual({ ...defaults, 'completion.maxTokens': 7, 'fusion.rule': 'safw' });
    expect(problems).toEqual([]);
  });

  it.each([
    ['completion.maxTokens', 0],
    ['completion.maxTokens', 1.5],
    ['completion.debounce', '120'],
    ['completion.debounce', -1],
    ['completion.debounce', 0.5],
    ['fusion.alpha', Number.NaN],
    ['fusion.beta', Number.POSITIVE_INFINITY],
    ['fusion.beta', null],
    ['fusion.rule', 'toString'],
    ['models.trioPath', 'models/mine'],
    ['server.nodePath', ['/bin/node']],
    ['completion.enabled', 'yes'],
    ['models.trios', { bo: 7 }],
    ['models.trios', { en: 'demo' }],
    ['models.trios', ['demo']],
    ['models.trios', 'demo'],
    ['models.hubEndpoint', 'file:///etc/passwd'],
    ['models.hubEndpoint', 'hub.example.org'],
    ['models.gpuMemory', -1],
  ])('%s: %j falls back to the default and is named', (name, value) => {
    const { configuration, problems } = read({ [name]: value });
    expect(configuration).toEqual(defaults);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`trimix.${name}`);
  });
});

describe('settings for the server', () => {
  it('leaves to the server what is not set', () => {
    expect(serverSettings(defaults, store)).toMatchObject({
      trioPath: null,
      threads: null,
      executionProvider: 'auto',
    });
    expect(rule({})).toBe('recommended');
  });

  it('passes on where models are kept, come from and which are chosen', () => {
    const values = {
      'models.trios': { bo: 'demo', ug: '' },
      'models.hubEndpoint': 'https://hub.example.org/mirror',
      'models.gpuMemory': 8,
    };
    expect(serverSettings(read(values).configuration, store)).toMatchObject({
      store,
      trios: { bo: 'demo' },
      hubEndpoint: 'https://hub.example.org/mirror',
      gpuMemory: 8 * 2 ** 30,
    });
    expect(serverSettings(defaults, store)).toMatchObject({ trios: {}, hubEndpoint: null, gpuMemory: null });
  });

  it('adapts the pause unless a number is set', () => {
    const debounceOf = (values: Readonly<Record<string, unknown>>) =>
      serverSettings(read(values).configuration, store).completion.debounceMs;
    expect(debounceOf({})).toBeNull();
    expect(debounceOf({ 'completion.debounce': null })).toBeNull();
    expect(debounceOf({ 'completion.debounce': 0 })).toBe(0);
    expect(debounceOf({ 'completion.debounce': 300 })).toBe(300);
  });

  it('builds each rule', () => {
    expect(rule({ 'fusion.weights': 'fixed', 'fusion.alpha': 0.3, 'fusion.beta': 1 })).toEqual({
      kind: 'trimix',
      weights: { kind: 'fixed', alpha: 0.3, beta: 1 },
    });
    expect(rule({ 'fusion.weights': 'entropy' })).toEqual({ kind: 'trimix', weights: { kind: 'entropy' } });
    expect(rule({ 'fusion.weights': 'perplexity' })).toMatchObject({ weights: { kind: 'perplexity' } });
    expect(rule({ 'fusion.rule': 'single:small-cpt' })).toEqual({ kind: 'single', source: 'smallCpt' });
    expect(rule({ 'fusion.rule': 'proxy-tuning' })).toEqual({ kind: 'proxy-tuning', strength: 1 });
    expect(rule({ 'fusion.rule': 'safw' })).toMatchObject({
      kind: 'safw',
      host: 'largeIns',
      scorer: 'smallCpt',
    });
  });
});
