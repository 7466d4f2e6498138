import { sourceIds, type Trio } from '../../../engine/index.ts';
import type { SourceId } from '../../../engine/fusion/sources.ts';
import { cacheBytesPerPosition } from '../../../engine/runtime/modelDescription.ts';
import type { SuiteResult } from '../suite.ts';

/**
 * Bytes that a step reads: all weights of the models and the keys and values of `positions` tokens. Of an embedding
 * without a shared head a step reads one row only; it is counted whole, some 6 % of a model of 7B.
 */
export function bytesPerToken(trio: Trio, sources: readonly SourceId[], positions: number): number {
  return sources.reduce((sum, source) => {
    const folder = trio.models[source]?.folder;
    if (folder === undefined) return sum;
    return sum + folder.bytes + positions * cacheBytesPerPosition(folder.description);
  }, 0);
}

/**
 * How near decoding comes to what memory allows: `rooflineVsSmallCpt` and `rooflineVsPlain` are the shortest possible time
 * of a token over the measured one, 1 at best. `rooflineVsTrimix` is that of the mix with drafts over the plain mix's
 * roofline: several tokens a pass may bring it above 1. Models that fit into the caches have no such roof.
 *
 * @param bandwidth bytes per millisecond
 * @param msPerToken measured, `plain` being all three models for each token
 */
export function roofline(
  trio: Trio,
  bandwidth: number,
  positions: number,
  msPerToken: { readonly smallCpt: number; readonly plain: number; readonly trimix: number },
): SuiteResult {
  const least = (sources: readonly SourceId[]): number => bytesPerToken(trio, sources, positions) / bandwidth;
  const smallCpt = least(['smallCpt']);
  const all = least(sourceIds);
  return {
    ratios: {
      rooflineVsSmallCpt: smallCpt / msPerToken.smallCpt,
      rooflineVsPlain: all / msPerToken.plain,
      rooflineVsTrimix: all / msPerToken.trimix,
    },
    measurements: {
      readBandwidthGBPerSecond: bandwidth / 1e6,
      smallCptMBPerToken: bytesPerToken(trio, ['smallCpt'], positions) / 1e6,
      plainMBPerToken: bytesPerToken(trio, sourceIds, positions) / 1e6,
      smallCptRooflineMsPerToken: smallCpt,
      plainRooflineMsPerToken: all,
    },
  };
}
