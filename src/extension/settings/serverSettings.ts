import type { SourceId } from '../../protocol/engineTypes.ts';
import type { RuleSetting, ServerSettings } from '../../protocol/settings.ts';
import { assertNever } from '../assertNever.ts';
import type { Configuration } from './configuration.ts';

const gibibyte = 1024 ** 3;

/** What comes within a tenth of a second is felt as at once, and the way to the screen takes its part of it. */
const answerAfterMs = 40;

/**
 * The user's settings in the server's terms.
 *
 * @param store folder of the installed trios: the editor gives the extension one
 */
export function serverSettings(configuration: Configuration, store: string): ServerSettings {
  const { 'models.gpuMemory': gpuMemory, 'models.hubEndpoint': hubEndpoint } = configuration;
  const rule = ruleSetting(configuration);
  return {
    trioPath: configuration['models.trioPath'] === '' ? null : configuration['models.trioPath'],
    trios: configuration['models.trios'],
    store,
    hubEndpoint: hubEndpoint === '' ? null : hubEndpoint,
    gpuMemory: gpuMemory === 0 ? null : gpuMemory * gibibyte,
    executionProvider: configuration['models.executionProvider'],
    threads: configuration['models.threads'] === 0 ? null : configuration['models.threads'],
    completion: {
      rule,
      maxTokens: configuration['completion.maxTokens'],
      debounceMs: configuration['completion.debounce'],
      answerAfterMs,
      timeLimitMs: configuration['completion.timeLimit'],
    },
    translation: { rule, maxTokens: configuration['translation.maxTokens'] },
    unloadAfterMinutes: configuration['models.unloadAfter'],
  };
}

function ruleSetting(configuration: Configuration): RuleSetting {
  const rule = configuration['fusion.rule'];
  switch (rule) {
    case 'trimix':
      return triMix(configuration);
    case 'proxy-tuning':
      return { kind: 'proxy-tuning', strength: 1 };
    case 'safw':
      return { kind: 'safw', host: 'largeIns', scorer: 'smallCpt', offset: 0 };
    case 'single:large-ins':
      return single('largeIns');
    case 'single:small-cpt':
      return single('smallCpt');
    case 'single:small-base':
      return single('smallBase');
    default:
      return assertNever(rule);
  }
}

function triMix(configuration: Configuration): RuleSetting {
  const weights = configuration['fusion.weights'];
  switch (weights) {
    case 'recommended':
      return 'recommended';
    case 'fixed':
      return {
        kind: 'trimix',
        weights: {
          kind: 'fixed',
          alpha: configuration['fusion.alpha'],
          beta: configuration['fusion.beta'],
        },
      };
    case 'perplexity':
      return { kind: 'trimix', weights: { kind: 'perplexity', over: 'target', cautious: true } };
    case 'online':
      return { kind: 'trimix', weights: { kind: 'online' } };
    case 'entropy':
      return { kind: 'trimix', weights: { kind: 'entropy' } };
    default:
      return assertNever(weights);
  }
}

function single(source: SourceId): RuleSetting {
  return { kind: 'single', source };
}
