import { TriMixError } from '../../engine/errors.ts';
import type { Generations } from '../engine/generations.ts';
import type { JobQueue } from '../jobs/jobQueue.ts';
import type { StoredTrace, TraceStore } from './traceStore.ts';

/** Each keystroke overtakes a run; whoever types on does not look at an old trace. */
const attempts = 4;

/**
 * Fills in the decisions of a generation that was not inspected while it ran, by running it again. Generation is
 * deterministic (greedy, or sampled with a seed), so the decisions are those of the first run.
 *
 * Does nothing where there is nothing to repeat; gives up quietly where the models have better things to do.
 */
export async function retrace(
  trace: StoredTrace,
  parts: { readonly store: TraceStore; readonly queue: JobQueue; readonly generations: Generations },
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 0; attempt < attempts && needsDecisions(trace); attempt++) {
    try {
      await parts.queue.run(
        'retrace',
        async (jobSignal) => {
          const tokens = trace.outcome?.stop === 'time-limit' ? trace.tokens : null;
          const { text, decisions } = await parts.generations.decide(trace.task, tokens, jobSignal);
          // Only a run that says the same explains what was said.
          if (text === trace.outcome?.text) parts.store.setDecisions(trace, decisions);
        },
        signal,
      );
      return;
    } catch (error) {
      if (error instanceof TriMixError && error.code === 'superseded') continue;
      return;
    }
  }
}

/** Cancelled and failed generations cannot be repeated to the same end. */
function needsDecisions({ decisions, outcome }: StoredTrace): boolean {
  if (decisions.length > 0 || outcome === null) return false;
  return outcome.stop !== 'cancelled' && outcome.stop !== 'failed' && outcome.text !== '';
}
