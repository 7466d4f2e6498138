import { describe, expect, it } from 'vitest';
import {
  describeGraph,
  type GraphExpectations,
} from '../../../../src/engine/runtime/layouts/foreignGraph.ts';
import { elementType } from '../../../../src/engine/runtime/layouts/graphShape.ts';
import type { GraphValue, OnnxHeader } from '../../../../src/engine/runtime/onnxHeader/onnxHeader.ts';

const { float32, float16, bfloat16, int32, int64 } = elementType;

const value = (name: string, type: number, shape: GraphValue['shape']): GraphValue => ({
  name,
  elementType: type,
  shape,
});
const cache = (name: string, heads: number | null = 2, size: number | null = 16): GraphValue =>
  value(name, float32, [null, heads, null, size]);

/** One layer, as Optimum exports it. */
const graph: OnnxHeader = {
  inputs: [
    value('input_ids', int64, [null, null]),
    value('attention_mask', int64, [null, null]),
    value('position_ids', int64, [null, null]),
    cache('past_key_values.0.key'),
    cache('past_key_values.0.value'),
  ],
  outputs: [value('logits', float32, [null, null, 96]), cache('present.0.key'), cache('present.0.value')],
  externalTensors: [],
  operators: new Set(['Concat']),
  attentionInputs: new Set(),
  blocks: null,
  weightBytes: new Map([[float32, 1000]]),
};

const expected: GraphExpectations = {
  path: '/models/m/model.onnx',
  file: 'model.onnx',
  configFile: 'config.json',
  names: {
    inputIds: 'input_ids',
    attentionMask: 'attention_mask',
    positionIds: 'position_ids',
    logits: 'logits',
    pastKey: 'past_key_values.{layer}.key',
    pastValue: 'past_key_values.{layer}.value',
    presentKey: 'present.{layer}.key',
    presentValue: 'present.{layer}.value',
  },
  layers: 1,
  attentionHeads: 4,
  keyValueHeads: 2,
  headSize: 16,
  vocabularySize: 96,
  sharesBuffer: false,
};

/** The graph with one input or output in the place of that of its name, or more than there was. */
function put(kind: 'inputs' | 'outputs', changed: GraphValue): OnnxHeader {
  return { ...graph, [kind]: [...graph[kind].filter(({ name }) => name !== changed.name), changed] };
}

function without(kind: 'inputs' | 'outputs', name: string): OnnxHeader {
  return { ...graph, [kind]: graph[kind].filter((entry) => entry.name !== name) };
}

describe('what a graph takes and gives', () => {
  it('positions are given where it asks for them', () => {
    expect(describeGraph(graph, expected).graph.inputs.positionIds).toBe('position_ids');
    expect(describeGraph(without('inputs', 'position_ids'), expected).graph.inputs.positionIds).toBeNull();
  });

  it('lengths that it leaves open come from the configuration', () => {
    const open: OnnxHeader = {
      ...graph,
      inputs: graph.inputs.map((input) =>
        input.name.startsWith('past') ? cache(input.name, null, null) : input,
      ),
      outputs: graph.outputs.map((output) => ({ ...output, shape: null })),
    };
    const described = describeGraph(open, expected);
    expect(described.graph.cache[0]).toMatchObject({ heads: 2, headSize: 16 });
    expect(described.logitsWidth).toBe(96);
    expect(() => describeGraph(open, { ...expected, keyValueHeads: null })).toThrow(/how many heads/);
    expect(() => describeGraph(open, { ...expected, headSize: null })).toThrow(/how large the heads/);
    expect(() => describeGraph(open, { ...expected, vocabularySize: null })).toThrow(/how wide/);
  });

  it('heads may be repeated until there are as many as of queries', () => {
    const inputs = graph.inputs.map((input) =>
      input.name.startsWith('past') ? cache(input.name, 4) : input,
    );
    expect(describeGraph({ ...graph, inputs }, expected).graph.cache[1]).toMatchObject({ heads: 4 });
  });

  it('a width of its own goes before that of the configuration, which leaves padding out', () => {
    expect(describeGraph(graph, { ...expected, vocabularySize: 90 }).logitsWidth).toBe(96);
  });

  it('precision is that of most weights; blocks go before their scales', () => {
    const precision = (changes: Partial<OnnxHeader>) =>
      describeGraph({ ...graph, ...changes }, expected).quantisation;
    expect(precision({ weightBytes: new Map([[float32, 10], [float16, 90]]) })).toEqual({ precision: 'fp16', blockSize: null }); // prettier-ignore
    expect(precision({ weightBytes: new Map([[float32, 10], [2, 90]]) })).toEqual({ precision: 'int8', blockSize: null }); // prettier-ignore
    expect(precision({ blocks: { bits: 4, blockSize: 32 } })).toEqual({ precision: 'int4', blockSize: 32 });
    expect(precision({ blocks: { bits: 8, blockSize: 0 } })).toEqual({ precision: 'int8', blockSize: null });
  });

  it('a shorter mask rewinds only where the description promises it and every cache goes to such attention', () => {
    const names = ['past_key_values.0.key', 'past_key_values.0.value'];
    const shared = { ...graph, attentionInputs: new Set(names) };
    expect(describeGraph(shared, { ...expected, sharesBuffer: true }).graph.rewinding).toBe('mask');
    expect(describeGraph(shared, expected).graph.rewinding).toBe('slice');
    const half = { ...graph, attentionInputs: new Set(names.slice(1)) };
    expect(describeGraph(half, { ...expected, sharesBuffer: true }).graph.rewinding).toBe('slice');
  });
});

describe('a graph that cannot be run says which part is at fault', () => {
  it.each([
    ['no ids', without('inputs', 'input_ids'), /no input «input_ids»/],
    ['no mask', without('inputs', 'attention_mask'), /no input «attention_mask»/],
    ['no logits', without('outputs', 'logits'), /no output «logits»/],
    ['no present values', without('outputs', 'present.0.value'), /no output «present\.0\.value»/],
    ['keys without values', without('inputs', 'past_key_values.0.value'), /keys without values/],
    ['ids of 32 bits', put('inputs', value('input_ids', int32, [null, null])), /«input_ids» \(int32 .*int64/],
    ['a fixed length', put('inputs', value('input_ids', int64, [1, 128])), /fixed length/],
    [
      'a fixed cache',
      put('inputs', value('past_key_values.0.key', float32, [1, 2, 128, 16])),
      /fixed length/,
    ],
    [
      'a fixed batch',
      put('inputs', value('past_key_values.0.key', float32, [8, 2, null, 16])),
      /fixed length/,
    ],
    ['positions in three rows', put('inputs', value('position_ids', int64, [3, null, null])), /2 dimensions/],
    [
      'keys with heads inside',
      put('inputs', value('past_key_values.0.key', float32, [null, null, 32])),
      /four dim/,
    ],
    [
      'a cache of bfloat16',
      put('inputs', value('past_key_values.0.key', bfloat16, [1, 2, null, 16])),
      /bfloat16/,
    ],
    [
      'halves in, floats out',
      put('inputs', value('past_key_values.0.key', float16, [1, 2, null, 16])),
      /differ in type/,
    ],
    ['logits without positions', put('outputs', value('logits', float32, [null, 96])), /three dimensions/],
    ['logits that are numbers', put('outputs', value('logits', int64, [null, null, 96])), /neither float32/],
    [
      'pictures',
      put('inputs', value('inputs_embeds', float32, [null, null, 64])),
      /does not know, «inputs_embeds»/,
    ],
    ['a merged decoder', put('inputs', value('use_cache_branch', 9, [1])), /use_cache_branch/],
    ['two of a name', { ...graph, inputs: [...graph.inputs, graph.inputs[0]!] }, /one name/],
    ['a name for a terminal', put('inputs', value('\u001b[2J', 1, null)), /«\uFFFD\[2J»/],
  ] as const)('%s', (_, header, message) => {
    expect(() => describeGraph(header, expected)).toThrow(
      expect.objectContaining({
        code: 'model-graph-unsupported',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });

  it.each([
    ['layers', { layers: 3 }, /3 layers.*caches 1/],
    ['heads', { keyValueHeads: 3 }, /3 heads/],
    ['sizes of heads', { headSize: 64 }, /heads of 64/],
  ] as const)('its description has other %s', (_, changes, message) => {
    expect(() => describeGraph(graph, { ...expected, ...changes })).toThrow(
      expect.objectContaining({
        code: 'model-file-damaged',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });
});
