import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { passages } from '../../../src/cli/bench/passages.ts';
import { complete, loadTrio, translate, TriMixError, type Trio } from '../../../src/engine/index.ts';
import { LanguageModel } from '../../../src/engine/runtime/languageModel.ts';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';
import { demoDirectory } from '../demo.ts';

/** The loads of small-cpts that the trio has begun since the test looks. */
interface BegunLoad {
  readonly folder: string;
  /** Small-cpts that were in memory, or on their way there, when it began. */
  readonly others: number;
  readonly over: Promise<unknown>;
}

/** Watches what the trio really loads and frees. */
class Watch {
  readonly loads: BegunLoad[] = [];
  /** Called when a load has begun. */
  onBegin: () => void = () => undefined;
  #inMemory = 1;

  constructor() {
    const load = LanguageModel.load.bind(LanguageModel);
    // Reads the property as the class has it, before it is replaced.
    const dispose = Object.getOwnPropertyDescriptor(LanguageModel.prototype, 'dispose')!
      .value as LanguageModel['dispose'];
    const gone = (): void => void (this.#inMemory -= 1);
    vi.spyOn(LanguageModel, 'load').mockImplementation((model, options) => {
      const others = this.#inMemory;
      this.#inMemory += 1;
      const loading = load(model, options);
      const over = loading.catch(gone);
      this.loads.push({ folder: options.label, others, over });
      this.onBegin();
      return loading;
    });
    vi.spyOn(LanguageModel.prototype, 'dispose').mockImplementation(async function (this: LanguageModel) {
      await dispose.call(this);
      if (basename(this.folder.directory).startsWith('small-cpt')) gone();
    });
  }

  get folders(): readonly string[] {
    return this.loads.map(({ folder }) => folder);
  }

  /** Small-cpts in memory or on their way there. */
  get inMemory(): number {
    return this.#inMemory;
  }
}

let trio: Trio;
let watch: Watch;
let directory: string | null = null;

async function load(from = demoDirectory): Promise<void> {
  vi.restoreAllMocks();
  trio = await loadTrio(from, { executionProvider: 'cpu', threads: 1, language: 'bo' });
  watch = new Watch();
}

beforeEach(() => {
  directory = null;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await trio.dispose();
  if (directory !== null) await rm(directory, { recursive: true, force: true });
});

const rule = { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } } as const;
const write = async (language: LanguageTag, signal?: AbortSignal): Promise<string> => {
  const sampling = { kind: 'greedy' } as const;
  const request = {
    prefix: passages[language],
    language,
    rule,
    sampling,
    maxTokens: 8,
    endAt: 'none',
  } as const;
  return (await complete(trio, request, signal === undefined ? {} : { signal })).text;
};

/** Begins to write a language, and supersedes that while its small-cpt is on its way. */
async function supersede(language: LanguageTag): Promise<BegunLoad> {
  const keystroke = new AbortController();
  watch.onBegin = () => keystroke.abort(new TriMixError('superseded'));
  await expect(write(language, keystroke.signal)).rejects.toMatchObject({ code: 'superseded' });
  watch.onBegin = () => undefined;
  return watch.loads.at(-1)!;
}

describe('a switch of languages whose request is superseded', () => {
  it('goes on loading, for the next request', async () => {
    await load();
    await supersede('kk-Cyrl');
    for (let keystroke = 0; keystroke < 3; keystroke++) {
      const next = new AbortController();
      const written = write('kk-Cyrl', next.signal);
      next.abort(new TriMixError('superseded'));
      await expect(written).rejects.toMatchObject({ code: 'superseded' });
    }
    const text = await write('kk-Cyrl');
    expect(watch.folders).toEqual(['small-cpt-kk-Cyrl']);
    expect(trio.info.models.smallCpt?.folder).toBe('small-cpt-kk-Cyrl');
    // As after a switch that nothing interrupts.
    await write('bo');
    expect(await write('kk-Cyrl')).toBe(text);
  });

  it('ends where another language is wanted, and never has two small-cpts in memory', async () => {
    await load();
    const tibetan = await write('bo');
    for (const tag of ['ug', 'mn-Cyrl', 'kk-Arab', 'mn-Mong'] as const) await supersede(tag);
    expect(await write('bo')).toBe(tibetan);
    expect(watch.loads.at(-1)?.folder).toBe('small-cpt-bo');
    expect(watch.loads.map(({ others }) => others)).toEqual(watch.loads.map(() => 0));
    expect(watch.inMemory).toBe(1);
  });

  it('leaves a text that needs no small-cpt without one, from its beginning to its end', async () => {
    await load();
    const { over } = await supersede('ug');
    const models: (LanguageModel | null)[] = [];
    const request = { text: 'Good morning.', from: 'en', to: 'zh', rule, maxTokens: 12 } as const;
    await translate(
      trio,
      { ...request, sampling: { kind: 'greedy' } },
      { onText: () => models.push(trio.models.smallCpt) },
    );
    await over;
    expect(trio.models.smallCpt).toBeNull();
    expect(models.filter((model) => model !== null)).toEqual([]);
    await write('ug');
    expect(trio.models.smallCpt).not.toBeNull();
    expect(watch.folders).toEqual(['small-cpt-ug']);
  });

  it('says that no small-cpt is in use until one is', async () => {
    await load();
    expect(trio.info.models.smallCpt?.folder).toBe('small-cpt-bo');
    await supersede('ug');
    expect(trio.info.models.smallCpt).toBeNull();
    await write('ug');
    expect(trio.info.models.smallCpt?.folder).toBe('small-cpt-ug');
  });

  it('is freed with the trio, also where nobody waits for it any more', async () => {
    await load();
    const { over } = await supersede('ug');
    await trio.dispose();
    await over;
    expect(watch.inMemory).toBe(0);
    // A trio is freed once: another takes its place for what comes after each test.
    await load();
  });

  it('keeps a failure to itself that nobody waits for: the next request tries again', async () => {
    directory = await mkdtemp(join(tmpdir(), 'trimix-trio-'));
    await cp(demoDirectory, directory, { recursive: true });
    await load(directory);
    await rm(join(directory, 'small-cpt-ug'), { recursive: true });
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const { over } = await supersede('ug');
      await over;
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
    await expect(write('ug')).rejects.toMatchObject({ code: 'model-file-missing' });
    await cp(join(demoDirectory, 'small-cpt-ug'), join(directory, 'small-cpt-ug'), { recursive: true });
    expect(await write('ug')).not.toBe('');
  });
});
