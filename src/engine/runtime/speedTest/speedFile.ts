import { z } from 'zod';
import { JsonCache } from '../jsonCache.ts';
import { speedVerdictSchema, type SpeedVerdict } from './speedVerdict.ts';

const schema = z.strictObject({
  format: z.literal(1),
  /** By provider and model. */
  speeds: z.record(
    z.string(),
    z.strictObject({ machine: z.string(), measuredAt: z.int(), verdict: speedVerdictSchema }),
  ),
});

/** As many measurements as are kept: far more than anybody has models, so that the file cannot grow for ever. */
const most = 200;

/** What was measured and is remembered between processes: the last of each model on each provider. */
export class RememberedSpeeds {
  readonly #cache: JsonCache<z.infer<typeof schema>>;

  /** @param folder made when there is something to remember */
  constructor(folder: string) {
    const empty = { format: 1, speeds: {} } as const;
    this.#cache = new JsonCache({ folder, fileName: 'model-speeds.json', schema, empty });
  }

  /**
   * Null where nothing is remembered. Unlike the smoke test's verdicts these do not age: a new driver has another
   * machine key, and a wrong choice makes nothing but time go by.
   *
   * @param machine the runtime and the drivers
   * @param model its shape
   */
  async recall(provider: string, machine: string, model: string): Promise<SpeedVerdict | null> {
    const found = (await this.#cache.read()).speeds[`${provider} ${model}`];
    return found?.machine === machine ? found.verdict : null;
  }

  async remember(
    provider: string,
    machine: string,
    model: string,
    verdict: SpeedVerdict,
    now = Date.now(),
  ): Promise<void> {
    const { speeds } = await this.#cache.read();
    const added = { ...speeds, [`${provider} ${model}`]: { machine, measuredAt: now, verdict } };
    const kept = Object.entries(added)
      .sort(([, a], [, b]) => b.measuredAt - a.measuredAt)
      .slice(0, most);
    await this.#cache.write({ format: 1, speeds: Object.fromEntries(kept) });
  }
}
