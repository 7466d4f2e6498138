import { z } from 'zod';
import { JsonCache } from '../jsonCache.ts';
import { smokeVerdictSchema, type SmokeVerdict } from './verdict.ts';

const day = 24 * 60 * 60 * 1000;
/** A new driver does not always show: what passed is tried again after this time, what failed sooner. */
const keptFor = { passed: 30 * day, failed: 7 * day } as const;

const schema = z.strictObject({
  format: z.literal(1),
  verdicts: z.record(
    z.string(),
    z.strictObject({ key: z.string(), testedAt: z.int(), verdict: smokeVerdictSchema }),
  ),
});

/** The verdicts that are remembered between processes: one for each provider. */
export class RememberedVerdicts {
  readonly #cache: JsonCache<z.infer<typeof schema>>;

  /** @param folder made when there is something to remember */
  constructor(folder: string) {
    const empty = { format: 1, verdicts: {} } as const;
    this.#cache = new JsonCache({ folder, fileName: 'provider-tests.json', schema, empty });
  }

  /** Null where nothing is remembered for this key, or it is too old. */
  async recall(provider: string, key: string, now = Date.now()): Promise<SmokeVerdict | null> {
    const found = (await this.#cache.read()).verdicts[provider];
    if (found?.key !== key) return null;
    const age = now - found.testedAt;
    const limit = found.verdict.kind === 'passed' ? keptFor.passed : keptFor.failed;
    return age >= 0 && age < limit ? found.verdict : null;
  }

  async remember(provider: string, key: string, verdict: SmokeVerdict, now = Date.now()): Promise<void> {
    const { verdicts } = await this.#cache.read();
    const added = { ...verdicts, [provider]: { key, testedAt: now, verdict } };
    await this.#cache.write({ format: 1, verdicts: added });
  }
}
