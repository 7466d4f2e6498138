import { z } from 'zod';
import { executionProviderChoices } from '../../engine/runtime/executionProvider.ts';
import { languageTags } from '../../engine/text/languages.ts';
import { sourceIds } from '../../engine/fusion/sources.ts';
import type { ServerSettings } from '../../protocol/settings.ts';

/** What holds until a client says otherwise, and where it says something that cannot be. */
export const defaultSettings: ServerSettings = {
  trioPath: null,
  trios: {},
  store: null,
  hubEndpoint: null,
  gpuMemory: null,
  executionProvider: 'auto',
  threads: null,
  // A sentence of the six languages is mostly shorter than 48 tokens of a vocabulary trained on them.
  // What comes within a tenth of a second is felt as at once, and the way to the screen takes its part of it.
  completion: {
    rule: 'recommended',
    maxTokens: 48,
    debounceMs: null,
    answerAfterMs: 40,
    timeLimitMs: 3_000,
  },
  // The length of the published evaluation of the method.
  translation: { rule: 'recommended', maxTokens: 200 },
  unloadAfterMinutes: 0,
};

const source = z.enum(sourceIds);
const plausibility = z
  .object({ source, threshold: z.number().gt(0).lt(1) })
  .readonly()
  .exactOptional();

const weights = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), alpha: z.number(), beta: z.number() }).readonly(),
  z
    .object({
      kind: z.literal('perplexity'),
      over: z.enum(['prompt', 'target']),
      cautious: z.boolean().exactOptional(),
    })
    .readonly(),
  z.object({ kind: z.literal('entropy') }).readonly(),
  z
    .object({
      kind: z.literal('online'),
      halfLife: z.number().exactOptional(),
      usual: z.object({ alpha: z.number(), beta: z.number() }).readonly().exactOptional(),
    })
    .readonly(),
]);

const rule = z.union([
  z.literal('recommended'),
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('trimix'), weights, plausibility }).readonly(),
    z.object({ kind: z.literal('proxy-tuning'), strength: z.number(), plausibility }).readonly(),
    z
      .object({ kind: z.literal('safw'), host: source, scorer: source, offset: z.number(), plausibility })
      .readonly(),
    z.object({ kind: z.literal('single'), source, plausibility }).readonly(),
  ]),
]);

/** Bounds are those of a sane editor; they also keep a hostile workspace from asking for hours of computing. */
const maxTokens = z.int().min(1).max(2_048);
const { completion, translation } = defaultSettings;

const settingsSchema = z.object({
  trioPath: z.string().min(1).nullable().default(defaultSettings.trioPath),
  trios: z.partialRecord(z.enum(languageTags), z.string().min(1)).default(defaultSettings.trios),
  store: z.string().min(1).nullable().default(defaultSettings.store),
  hubEndpoint: z.string().min(1).nullable().default(defaultSettings.hubEndpoint),
  gpuMemory: z.number().positive().nullable().default(defaultSettings.gpuMemory),
  executionProvider: z.enum(executionProviderChoices).default(defaultSettings.executionProvider),
  threads: z.int().min(1).max(256).nullable().default(defaultSettings.threads),
  completion: z
    .object({
      rule: rule.default(completion.rule),
      maxTokens: maxTokens.default(completion.maxTokens),
      debounceMs: z.number().min(0).max(60_000).nullable().default(completion.debounceMs),
      answerAfterMs: z.number().min(0).max(60_000).nullable().default(completion.answerAfterMs),
      timeLimitMs: z.number().positive().max(600_000).default(completion.timeLimitMs),
    })
    .prefault({}),
  translation: z
    .object({ rule: rule.default(translation.rule), maxTokens: maxTokens.default(translation.maxTokens) })
    .prefault({}),
  unloadAfterMinutes: z.number().min(0).max(10_000).default(defaultSettings.unloadAfterMinutes),
}) satisfies z.ZodType<ServerSettings>;

/** Settings are at most two names deep. */
const settingDepth = 2;

/**
 * Reads settings as a client sent them: another editor may send few of them, or none. What is missing or cannot
 * be takes its default.
 *
 * @returns the settings, and one line for the log for each value that was refused
 */
export function parseSettings(input: unknown): { settings: ServerSettings; problems: readonly string[] } {
  const given: unknown = input ?? {};
  const first = settingsSchema.safeParse(given);
  if (first.success) return { settings: first.data, problems: [] };

  const problems = first.error.issues.map(
    (issue) => `The setting ${issue.path.join('.') || 'as a whole'} is not used: ${issue.message}`,
  );
  const kept = structuredClone(given);
  for (const issue of first.error.issues) removeAt(kept, issue.path.slice(0, settingDepth));
  const second = settingsSchema.safeParse(kept);
  return { settings: second.success ? second.data : defaultSettings, problems };
}

function removeAt(target: unknown, path: readonly PropertyKey[]): void {
  const [name, ...rest] = path;
  if (name === undefined || typeof target !== 'object' || target === null) return;
  if (rest.length === 0) Reflect.deleteProperty(target, name);
  else removeAt(Reflect.get(target, name), rest);
}
