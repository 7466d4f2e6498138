import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  conversionIdentity,
  converterVersion,
  type Conversion,
} from '../../../../src/models/convert/unfinished/conversionIdentity.ts';
import { convertModel } from '../../../../src/models/index.ts';
import { copyOfCheckpoint } from '../../support/checkpoints.ts';
import { anyProvenance, architectureFixtures, temporaryFolder } from '../../support/folders.ts';

test('other bytes mean another version of the converter', async () => {
  const digests = createHash('sha256');
  for (const name of ['qwen2-yarn', 'llama2-linear-biased', 'gemma3-pattern']) {
    for (const precision of ['fp32', 'fp16', 'int8', 'int4'] as const) {
      const out = join(await temporaryFolder(), 'model');
      const source = join(architectureFixtures, name);
      await convertModel({ source, out, precision, provenance: anyProvenance });
      for (const file of ['model.onnx', 'model.onnx.data']) digests.update(await readFile(join(out, file)));
    }
  }
  // Raise the version with the digest: an unfinished conversion must not go on with other bytes than it began with.
  expect([converterVersion, digests.digest('hex')]).toEqual([
    1,
    '09d904f40066fd269656ba3671bd3da3f69b9be29e57d8dbe5586305936693a4',
  ]);
});

test('whatever decides about the bytes makes another identity', async () => {
  const directory = await copyOfCheckpoint('untied-sharded');
  const conversion: Conversion = {
    directory,
    precision: 'int4',
    blockSize: 32,
    provenance: anyProvenance,
    tokenizerSha256: 'a',
  };
  const changed: Conversion[] = [
    conversion,
    { ...conversion, precision: 'int8' },
    { ...conversion, blockSize: 64 },
    { ...conversion, tokenizerSha256: 'b' },
    { ...conversion, provenance: { ...anyProvenance, repository: 'b' } },
    { ...conversion, provenance: { ...anyProvenance, revision: 'b' } },
  ];
  const identities = [];
  for (const one of changed) identities.push(await conversionIdentity(one));
  for (const file of ['config.json', 'model.safetensors.index.json']) {
    await writeFile(join(directory, file), '{}');
    identities.push(await conversionIdentity(conversion));
  }
  expect(new Set(identities).size).toBe(identities.length);
  expect(await conversionIdentity({ ...conversion })).toBe(identities.at(-1));
});
