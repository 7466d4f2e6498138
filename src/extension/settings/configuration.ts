import type { ExecutionProviderChoice, LanguageTag, WeightChoice } from '../../protocol/engineTypes.ts';
import { interfaceLanguages, type InterfaceLanguage } from '../../protocol/interfaceLanguages.ts';
import {
  address,
  choice,
  flag,
  integer,
  integerOrNull,
  number,
  path,
  perLanguage,
  type Setting,
} from './setting.ts';

/** The rules a user can name; the same names as on the command line. */
export const fusionRules = [
  'trimix',
  'proxy-tuning',
  'safw',
  'single:large-ins',
  'single:small-cpt',
  'single:small-base',
] as const;
export type FusionRuleName = (typeof fusionRules)[number];

/** Where TriMix's weights come from: the trio's description, `alpha` and `beta`, or the text itself. */
export type WeightsName = 'recommended' | WeightChoice['kind'];

/** Everything a user can set, under `trimix.`, by its full name. */
export interface Configuration {
  readonly interfaceLanguage: 'auto' | InterfaceLanguage;
  readonly 'completion.enabled': boolean;
  readonly 'completion.automatic': boolean;
  readonly 'completion.maxTokens': number;
  readonly 'completion.debounce': number | null;
  readonly 'completion.timeLimit': number;
  readonly 'translation.maxTokens': number;
  readonly 'fusion.rule': FusionRuleName;
  readonly 'fusion.weights': WeightsName;
  readonly 'fusion.alpha': number;
  readonly 'fusion.beta': number;
  readonly 'models.trios': Readonly<Partial<Record<LanguageTag, string>>>;
  readonly 'models.trioPath': string;
  readonly 'models.hubEndpoint': string;
  readonly 'models.gpuMemory': number;
  readonly 'models.executionProvider': ExecutionProviderChoice;
  readonly 'models.threads': number;
  readonly 'models.unloadAfter': number;
  readonly 'server.nodePath': string;
}

/** One definition per setting; the manifest (package.json) is tested against it. */
export const settings: { readonly [Name in keyof Configuration]: Setting<Configuration[Name]> } = {
  interfaceLanguage: choice('auto', ['auto', ...interfaceLanguages]),
  'completion.enabled': flag(true),
  'completion.automatic': flag(true),
  // A ghost text longer than a sentence or two is not read while writing.
  'completion.maxTokens': integer({ fallback: 48, minimum: 1, maximum: 512 }),
  // Milliseconds; null: by the speed of the models, the writer's rhythm and the text at the cursor.
  'completion.debounce': integerOrNull({ minimum: 0, maximum: 5000 }),
  'completion.timeLimit': integer({ fallback: 4000, minimum: 100, maximum: 60_000 }),
  'translation.maxTokens': integer({ fallback: 512, minimum: 1, maximum: 4096 }),
  'fusion.rule': choice('trimix', fusionRules),
  'fusion.weights': choice('recommended', ['recommended', 'fixed', 'perplexity', 'online', 'entropy']),
  // The pair that the paper selects for nearly every language and task.
  'fusion.alpha': number({ fallback: 0.1, minimum: 0, maximum: 2 }),
  'fusion.beta': number({ fallback: 0.9, minimum: 0, maximum: 2 }),
  'models.trios': perLanguage(),
  'models.trioPath': path(),
  'models.hubEndpoint': address(),
  // Gibibytes; 0: ask the system.
  'models.gpuMemory': number({ fallback: 0, minimum: 0, maximum: 1024 }),
  'models.executionProvider': choice('auto', ['auto', 'cpu', 'webgpu', 'cuda', 'dml', 'coreml']),
  // 0: as many as the machine runs at once.
  'models.threads': integer({ fallback: 0, minimum: 0, maximum: 256 }),
  // Minutes; 0: never.
  'models.unloadAfter': integer({ fallback: 20, minimum: 0, maximum: 1440 }),
  'server.nodePath': path(),
};

/** What was read, and what was wrong with it (for the log). */
export interface ReadConfiguration {
  readonly configuration: Configuration;
  readonly problems: readonly string[];
}

/**
 * Reads every setting with `get` (given the name without `trimix.`). A value that is not allowed falls back to the
 * default and is named in `problems`: a slip in a settings file must not stop anybody from writing.
 */
export function readConfiguration(get: (name: keyof Configuration) => unknown): ReadConfiguration {
  const problems: string[] = [];
  const read = <Name extends keyof Configuration>(name: Name): Configuration[Name] => {
    const setting: Setting<Configuration[Name]> = settings[name];
    const value = get(name);
    if (value === undefined) return setting.fallback;
    const accepted = setting.accept(value);
    if (accepted !== undefined) return accepted;
    problems.push(
      `trimix.${name}: ${JSON.stringify(value)} is not allowed; using ${JSON.stringify(setting.fallback)}`,
    );
    return setting.fallback;
  };
  const configuration: Configuration = {
    interfaceLanguage: read('interfaceLanguage'),
    'completion.enabled': read('completion.enabled'),
    'completion.automatic': read('completion.automatic'),
    'completion.maxTokens': read('completion.maxTokens'),
    'completion.debounce': read('completion.debounce'),
    'completion.timeLimit': read('completion.timeLimit'),
    'translation.maxTokens': read('translation.maxTokens'),
    'fusion.rule': read('fusion.rule'),
    'fusion.weights': read('fusion.weights'),
    'fusion.alpha': read('fusion.alpha'),
    'fusion.beta': read('fusion.beta'),
    'models.trios': read('models.trios'),
    'models.trioPath': read('models.trioPath'),
    'models.hubEndpoint': read('models.hubEndpoint'),
    'models.gpuMemory': read('models.gpuMemory'),
    'models.executionProvider': read('models.executionProvider'),
    'models.threads': read('models.threads'),
    'models.unloadAfter': read('models.unloadAfter'),
    'server.nodePath': read('server.nodePath'),
  };
  return { configuration, problems };
}
