import { argmax, logSumExp } from './distribution.ts';
import type { FusionRule } from './rule.ts';
import { perSource, type SourceId } from './sources.ts';

/**
 * SAF-W: the scorer endorses the host's best token t*, e = softmax(L_scorer)[t*]; the less it does, the more it is
 * heard: b = min(1, 1 − e + offset), L = (1 − b)·L_host + b·L_scorer. The weights change token by token.
 *
 * @param offset moves the weight towards the scorer; in [0, 1]
 */
export function safwRule(host: SourceId, scorer: SourceId, offset: number): FusionRule {
  return {
    sources: [host, scorer],
    origin: { kind: 'per-step' },
    weigh(logits, size) {
      const hostRow = logits[host];
      const scorerRow = logits[scorer];
      if (hostRow === null || scorerRow === null) throw new Error('SAF-W needs its host and its scorer.');
      const hostChoice = argmax(hostRow, size);
      const endorsement = Math.exp(scorerRow[hostChoice]! - logSumExp(scorerRow, size));
      const b = Math.max(0, Math.min(1, 1 - endorsement + offset));
      return perSource((source) => (source === host ? 1 - b : source === scorer ? b : 0));
    },
  };
}
