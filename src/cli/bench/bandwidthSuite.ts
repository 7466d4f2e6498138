import type { Trio } from '../../engine/index.ts';
import { readBandwidth } from './bandwidth/readBandwidth.ts';
import { roofline } from './bandwidth/roofline.ts';
import { measureDecoding } from './decodeSuite.ts';
import type { Bench, SuiteResult } from './suite.ts';

/** Tokens of a text's beginning and what is written after it, about: what the cache holds when a token is computed. */
const positions = 100;

/** Memory bandwidth, and how near decoding comes to it: see {@link roofline}. */
export async function bandwidthSuite(trio: Trio, { quick, io }: Bench): Promise<SuiteResult> {
  const bandwidth = await readBandwidth(quick ? 4 : 12, io.signal);
  const extent = quick
    ? { texts: 1, maxTokens: 8, rounds: 1, ms: 1000 }
    : { texts: 1, maxTokens: 32, rounds: 5, ms: 30_000 };
  const { measurements } = await measureDecoding(trio, extent, io);
  return roofline(trio, bandwidth, positions, {
    smallCpt: measurements['smallCptMsPerToken'] ?? Number.NaN,
    plain: measurements['plainMsPerToken'] ?? Number.NaN,
    trimix: measurements['trimixMsPerToken'] ?? Number.NaN,
  });
}
