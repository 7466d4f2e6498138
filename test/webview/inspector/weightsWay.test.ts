import { expect, it } from 'vitest';
import { sourceIds } from '../../../webview/shared/sources.ts';
import { stretchesOf } from '../../../webview/inspector/weightsWay.ts';
import { onlineOrigin } from '../fixtures/decisions.ts';

it('stretches follow one another to the token that is written, and their weights sum to 1', () => {
  const all = sourceIds.map((source) => stretchesOf(onlineOrigin, source));
  for (const stretches of all) {
    expect(stretches).toHaveLength(onlineOrigin.path.length);
    expect(stretches[0]?.from).toBe(onlineOrigin.path[0].token);
    expect(stretches.at(-1)?.to).toBe(onlineOrigin.length + 1);
    for (const [at, { from }] of stretches.slice(1).entries()) expect(from).toBe(stretches[at]?.to);
  }
  for (const at of onlineOrigin.path.keys()) {
    expect(all.reduce((sum, stretches) => sum + stretches[at]!.value, 0)).toBeCloseTo(1, 12);
  }
});
