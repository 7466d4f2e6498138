import { TriMixError } from '../errors.ts';
import type { GraphDescription } from './modelDescription.ts';
import { printable } from './readJson.ts';

/** An input or output of a loaded graph. */
export type ValueMetadata =
  | { readonly name: string; readonly isTensor: true; readonly type: string }
  | { readonly name: string; readonly isTensor: false };

/** What a runtime says of a graph that it has loaded. */
export interface SessionMetadata {
  readonly inputMetadata: readonly ValueMetadata[];
  readonly outputMetadata: readonly ValueMetadata[];
}

/**
 * Compares what ONNX Runtime says of a loaded graph with the description it will be run by.
 *
 * @param path the graph's file, as errors name it
 * @throws TriMixError `model-graph-unsupported`
 */
export function checkSession(
  { inputMetadata, outputMetadata }: SessionMetadata,
  { inputs, logits, cache }: GraphDescription,
  path: string,
): void {
  const wanted = {
    input: new Map<string, string>([
      ...Object.values(inputs).flatMap((name): [string, string][] =>
        name === null ? [] : [[name, 'int64']],
      ),
      ...cache.map(({ past, type }): [string, string] => [past, type]),
    ]),
    output: new Map<string, string | null>([
      [logits, null],
      ...cache.map(({ present, type }): [string, string] => [present, type]),
    ]),
  };
  const unsupported = (reason: string): TriMixError =>
    new TriMixError('model-graph-unsupported', { file: path, reason });
  for (const [kind, metadata] of [
    ['input', inputMetadata],
    ['output', outputMetadata],
  ] as const) {
    for (const [name, type] of wanted[kind]) {
      const found = metadata.find((value) => value.name === name);
      if (found === undefined) throw unsupported(`it has no ${kind} «${printable(name)}»`);
      const foundType = found.isTensor ? found.type : 'no tensor';
      if (type !== null && foundType !== type)
        throw unsupported(`its ${kind} «${printable(name)}» is ${foundType} instead of ${type}`);
    }
  }
  const unknown = inputMetadata.find(({ name }) => !wanted.input.has(name));
  if (unknown !== undefined)
    throw unsupported(`it asks for an input that TriMix does not know, «${printable(unknown.name)}»`);
}
