import { describe, expect, it } from 'vitest';
import { requestSchemas } from '../../../src/server/models/requestSchemas.ts';

const offer = {
  trio: 'bo-qwen2.5-1.5b-7b',
  precision: 'int4',
  checkpoints: [
    {
      repository: 'owner/model',
      commit: '0'.repeat(40),
      licence: { id: 'apache-2.0', name: null, url: null },
      commercialUse: null,
      downloadBytes: 7,
    },
  ],
  downloadBytes: 7,
  diskBytes: 5,
  peakDiskBytes: 12,
} as const;

const sensible = {
  offer: { trio: 'bo-qwen2.5-1.5b-7b', precision: 'int8', token: null },
  install: { offer, token: 'hf_token', job: 'one' },
  import: { directory: '/somewhere', job: 'one' },
  verify: { directory: '/somewhere', job: 'one' },
  remove: { name: 'mine', language: 'bo' },
  discard: { trio: 'bo-qwen2.5-1.5b-7b', precision: 'fp16' },
} as const satisfies Readonly<Record<keyof typeof requestSchemas, object>>;
type Method = keyof typeof sensible;

describe('parameters about models', () => {
  it.each(Object.keys(sensible) as Method[])('%s: takes what makes sense, as it is', (method) => {
    expect(requestSchemas[method].parse(sensible[method])).toEqual(sensible[method]);
  });

  it.each(Object.keys(sensible) as Method[])('%s: refuses all else', (method) => {
    for (const params of [null, undefined, 7, 'text', [], {}])
      expect(requestSchemas[method].safeParse(params).success, JSON.stringify(params)).toBe(false);
    for (const field of Object.keys(sensible[method])) {
      for (const value of [undefined, 7, [], { toString: 1 }, '']) {
        const spoilt = { ...sensible[method], [field]: value };
        expect(requestSchemas[method].safeParse(spoilt).success, `${field}: ${JSON.stringify(value)}`).toBe(
          false,
        );
      }
    }
  });

  it.each([
    ['import', { directory: 'somewhere', job: 'one' }],
    ['verify', { directory: '../somewhere', job: 'one' }],
    ['remove', { name: 'mine', language: 'en' }],
    ['offer', { trio: 'x', precision: 'int2', token: null }],
    ['install', { offer: { ...offer, downloadBytes: -1 }, token: null, job: 'one' }],
    ['install', { offer: { ...offer, checkpoints: [{}] }, token: null, job: 'one' }],
  ] as const)('%s: refuses %j', (method, params) => {
    expect(requestSchemas[method].safeParse(params).success).toBe(false);
  });
});
