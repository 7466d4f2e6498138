import { describe, expect, it } from 'vitest';
import { throwIfAborted, TriMixError } from '../../../src/engine/errors.ts';
import { JobQueue } from '../../../src/server/jobs/jobQueue.ts';

/** Work that runs until it is told to finish or aborted, as a generation between two steps. */
function controlled() {
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const work = async (signal: AbortSignal): Promise<string> => {
    begin();
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    await Promise.race([finished, aborted]);
    throwIfAborted(signal);
    return 'done';
  };
  return { work, finish, begun };
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'resolved';
  } catch (error) {
    return error instanceof TriMixError ? error.code : String(error);
  }
}

describe('JobQueue', () => {
  it('runs one job at a time, in order', async () => {
    const queue = new JobQueue();
    const events: string[] = [];
    const job = (name: string) => async () => {
      events.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} ends`);
    };
    await Promise.all([queue.run('translation', job('first')), queue.run('translation', job('second'))]);
    expect(events).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('lets only the last of many completions finish', async () => {
    const queue = new JobQueue();
    const jobs = Array.from({ length: 5 }, controlled);
    const codes = jobs.map((job) => codeOf(queue.run('completion', job.work)));
    await jobs[4]!.begun;
    jobs[4]!.finish();
    expect(await Promise.all(codes)).toEqual([
      'superseded',
      'superseded',
      'superseded',
      'superseded',
      'resolved',
    ]);
  });

  it('does not start the newer completion before the older one has stopped', async () => {
    const queue = new JobQueue();
    const events: string[] = [];
    const slow = queue.run('completion', async (signal) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      await new Promise((resolve) => setTimeout(resolve, 5));
      events.push('older stopped');
      throwIfAborted(signal);
    });
    const newer = queue.run('completion', () => Promise.resolve(events.push('newer begins')));
    await Promise.allSettled([slow, newer]);
    expect(events).toEqual(['older stopped', 'newer begins']);
  });

  it('refuses a completion at once while a translation runs, and leaves the translation alone', async () => {
    const queue = new JobQueue();
    const translation = controlled();
    const translated = queue.run('translation', translation.work);
    await translation.begun;
    expect(await codeOf(queue.run('completion', () => Promise.resolve('never')))).toBe('superseded');
    translation.finish();
    expect(await translated).toBe('done');
  });

  it('ends a running completion when a translation arrives', async () => {
    const queue = new JobQueue();
    const completion = controlled();
    const completed = codeOf(queue.run('completion', completion.work));
    await completion.begun;
    expect(await queue.run('translation', () => Promise.resolve('translated'))).toBe('translated');
    expect(await completed).toBe('superseded');
  });

  it('lets a completion end a retrace, and a retrace wait for a completion', async () => {
    const queue = new JobQueue();
    const trace = controlled();
    const retraced = codeOf(queue.run('retrace', trace.work));
    await trace.begun;
    const completion = controlled();
    const completed = codeOf(queue.run('completion', completion.work));
    const later = queue.run('retrace', () => Promise.resolve('later'));
    await completion.begun;
    completion.finish();
    expect([await retraced, await completed, await later]).toEqual(['superseded', 'resolved', 'later']);
  });

  it('prepares only when there is nothing else to do, and stops for anything', async () => {
    for (const kind of ['completion', 'translation', 'retrace', 'maintenance', 'unload'] as const) {
      const queue = new JobQueue();
      const preparation = controlled();
      const prepared = codeOf(queue.run('preparation', preparation.work));
      await preparation.begun;
      const other = controlled();
      const done = codeOf(queue.run(kind, other.work));
      await other.begun;
      expect(await prepared, kind).toBe('superseded');
      expect(await codeOf(queue.run('preparation', () => Promise.resolve('never'))), kind).toBe('superseded');
      other.finish();
      expect(await done, kind).toBe('resolved');
    }
  });

  it('rejects a waiting job at once when its caller cancels, without running it', async () => {
    const queue = new JobQueue();
    const running = controlled();
    const done = queue.run('translation', running.work);
    const caller = new AbortController();
    let ran = false;
    const waiting = codeOf(
      queue.run(
        'translation',
        () => {
          ran = true;
          return Promise.resolve();
        },
        caller.signal,
      ),
    );
    caller.abort();
    expect(await waiting).toBe('cancelled');
    running.finish();
    await done;
    expect(ran).toBe(false);
    expect(queue.has('translation')).toBe(false);
  });

  it('aborts a running job when its caller cancels, and goes on with the next', async () => {
    const queue = new JobQueue();
    const caller = new AbortController();
    const first = controlled();
    const cancelled = codeOf(queue.run('translation', first.work, caller.signal));
    const second = queue.run('translation', () => Promise.resolve('second'));
    await first.begun;
    caller.abort();
    expect(await cancelled).toBe('cancelled');
    expect(await second).toBe('second');
  });

  it('does not run a job whose caller had cancelled before', async () => {
    const queue = new JobQueue();
    let ran = false;
    const work = (): Promise<void> => {
      ran = true;
      return Promise.resolve();
    };
    expect(await codeOf(queue.run('completion', work, AbortSignal.abort()))).toBe('cancelled');
    expect(ran).toBe(false);
  });

  it('goes on after a job that failed', async () => {
    const queue = new JobQueue();
    const failing = codeOf(queue.run('translation', () => Promise.reject(new Error('broken'))));
    expect(await failing).toBe('Error: broken');
    expect(await queue.run('translation', () => Promise.resolve(1))).toBe(1);
  });
});
