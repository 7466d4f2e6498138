import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { smokeVerdictSchema, type SmokeVerdict } from './verdict.ts';

const fileName = 'provider-tests.json';

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
type VerdictFile = z.infer<typeof schema>;

/** The verdicts that are remembered between processes: one for each provider. */
export class RememberedVerdicts {
  readonly #folder: string;

  /** @param folder made when there is something to remember */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Null where nothing is remembered for this key, or it is too old. */
  async recall(provider: string, key: string, now = Date.now()): Promise<SmokeVerdict | null> {
    const found = (await this.#read()).verdicts[provider];
    if (found?.key !== key) return null;
    const age = now - found.testedAt;
    const limit = found.verdict.kind === 'passed' ? keptFor.passed : keptFor.failed;
    return age >= 0 && age < limit ? found.verdict : null;
  }

  /** A folder that cannot be written only means that the next process tests again. */
  async remember(provider: string, key: string, verdict: SmokeVerdict, now = Date.now()): Promise<void> {
    const { verdicts } = await this.#read();
    const content: VerdictFile = {
      format: 1,
      verdicts: { ...verdicts, [provider]: { key, testedAt: now, verdict } },
    };
    const file = join(this.#folder, fileName);
    const unfinished = `${file}.${process.pid}`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(unfinished, `${JSON.stringify(content, null, 2)}\n`);
      await rename(unfinished, file);
    } catch {
      return;
    }
  }

  async #read(): Promise<VerdictFile> {
    try {
      return schema.parse(JSON.parse(await readFile(join(this.#folder, fileName), 'utf8')));
    } catch {
      return { format: 1, verdicts: {} };
    }
  }
}
