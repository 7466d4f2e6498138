import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createConnection } from 'vscode-languageserver/node';
import { TriMixError } from '../../../src/engine/errors.ts';
import type { GenerationTask } from '../../../src/server/engine/engineRpc.ts';
import { TriMixConnection } from '../../../src/server/rpc/trimixConnection.ts';
import { TraceRecorder, type Recording } from '../../../src/server/traces/traceRecorder.ts';
import { TraceStore } from '../../../src/server/traces/traceStore.ts';

const task: GenerationTask = {
  kind: 'completion',
  request: {
    prefix: 'Қазақ ',
    language: 'kk-Cyrl',
    maxTokens: 8,
    endAt: 'sentence',
    rule: { kind: 'single', source: 'smallCpt' },
    sampling: { kind: 'greedy' },
  },
};

/** A recorder that nobody inspects, and a generation that runs. */
function unseenGeneration(): { recorder: TraceRecorder; store: TraceStore; recording: Recording } {
  const store = new TraceStore();
  const connection = createConnection(new PassThrough(), new PassThrough());
  const recorder = new TraceRecorder(store, new TriMixConnection(connection));
  const { rule } = task.request;
  const header = { task: { kind: 'completion', language: 'kk-Cyrl' }, rule, promptTail: 'Қазақ ' } as const;
  return { recorder, store, recording: recorder.begin(header, task) };
}

describe('a generation that began before anybody inspected', () => {
  it('is waited for: of its end no notification tells', async () => {
    const { recorder, store, recording } = unseenGeneration();
    recorder.inspecting = true;
    let told = false;
    const waiting = recorder.untilTold(recording.id).then(() => (told = true));
    await new Promise(setImmediate);
    expect(told).toBe(false);
    recording.fail(new Error('the models stopped'));
    await waiting;
    expect(store.find(recording.id)?.outcome?.stop).toBe('failed');
  });

  it('ends the wait when it is cancelled, and is then forgotten', async () => {
    const { recorder, store, recording } = unseenGeneration();
    recorder.inspecting = true;
    const waiting = recorder.untilTold(recording.id);
    recording.fail(new TriMixError('cancelled'));
    await waiting;
    expect(store.find(recording.id)).toBeNull();
  });

  it('is not waited for once it is over', async () => {
    const { recorder, recording } = unseenGeneration();
    recording.fail(new Error('the models stopped'));
    await recorder.untilTold(recording.id);
  });
});
