import { describe, expect, test } from 'vitest';
import { TriMixError } from '../../../../src/engine/errors.ts';
import { parseConfig } from '../../../../src/models/convert/architectures/readDescription.ts';
import { tensorNames } from '../../../../src/models/convert/decoder/decoderDescription.ts';
import { published } from './published.ts';

type Config = Readonly<Record<string, unknown>> & { readonly model_type: string };

function described(config: Config, tensors: readonly string[] = []) {
  return parseConfig('checkpoint', config)((name) => tensors.includes(name));
}

function refusal(config: Config): string {
  try {
    described(config);
  } catch (error) {
    if (error instanceof TriMixError && error.code === 'checkpoint-unsupported') return error.message;
    throw error;
  }
  throw new Error('it was taken');
}

const qwen2 = published['Qwen/Qwen2.5-1.5B'];
const llama3 = published['meta-llama/Llama-3.2-3B'];
const gemma3 = published['google/gemma-3-4b-pt'];
const gemma3Text = gemma3.text_config;

test('dynamic NTK turns positions within the context as no scaling does', () => {
  const dynamic = described({ ...llama3, rope_scaling: { rope_type: 'dynamic', factor: 4 } });
  expect(dynamic).toEqual(described({ ...llama3, rope_scaling: null }));
});

describe('published configurations', () => {
  test('Qwen2.5 names its window and does not use it', () => {
    const { layers, ...rest } = described(qwen2);
    expect(rest).toMatchObject({
      architecture: 'qwen2',
      hiddenSize: 1536,
      headSize: 128,
      keyValueHeads: 2,
      normOffset: 0,
      activation: 'silu',
      embeddingScale: 1,
      head: null,
      endOfTextIds: [151643],
    });
    expect(layers).toHaveLength(28);
    expect(layers.every(({ slidingWindow }) => slidingWindow === null)).toBe(true);
    expect(layers[27]!.tensors.query.bias).toBe('model.layers.27.self_attn.q_proj.bias');
    expect(layers[0]!.tensors.attentionOutput.bias).toBeNull();
    expect(layers[0]!.rotaryFrequencies[1]).toBeCloseTo(1e6 ** (-1 / 64), 12);
  });

  test('Llama 2 has no biases and a head of its own', () => {
    const { layers, head, headSize } = described(published['meta-llama/Llama-2-7b-hf']);
    expect({ head, headSize }).toEqual({ head: 'lm_head.weight', headSize: 128 });
    expect(layers[31]!.tensors.query).toEqual({
      weight: 'model.layers.31.self_attn.q_proj.weight',
      bias: null,
    });
    expect(layers[0]!.rotaryFrequencies[63]).toBeCloseTo(10_000 ** (-126 / 128), 12);
  });

  test('Llama 3.2 keeps short wavelengths, divides long ones, and mixes between', () => {
    const { layers, head } = described(llama3);
    const plain = (pair: number): number => 500_000 ** (-pair / 64);
    const ratio = (pair: number): number => layers[0]!.rotaryFrequencies[pair]! / plain(pair);
    expect(head).toBeNull();
    expect(ratio(0)).toBe(1);
    expect(ratio(63)).toBeCloseTo(1 / 32, 12);
    const mixed = Array.from({ length: 64 }, (_, pair) => ratio(pair)).filter(
      (r) => r < 1 && r > 1 / 32 + 1e-9,
    );
    expect(mixed.length).toBeGreaterThan(0);
    expect(mixed).toEqual([...mixed].sort((a, b) => b - a));
  });

  test('Gemma 3 takes what it leaves out from the defaults of its family', () => {
    const { layers, ...rest } = described(gemma3);
    expect(rest).toMatchObject({
      architecture: 'gemma3',
      vocabularySize: 262_208,
      attentionHeads: 8,
      keyValueHeads: 4,
      headSize: 256,
      contextLength: 131_072,
      normOffset: 1,
      activation: 'gelu-tanh',
      attentionScale: 1 / 16,
      embeddingScale: Math.fround(Math.sqrt(2560)),
      head: null,
      endOfTextIds: [1, 106],
    });
    const full = layers.flatMap(({ slidingWindow }, layer) => (slidingWindow === null ? [layer] : []));
    expect(full).toEqual([5, 11, 17, 23, 29]);
    expect(layers[0]!.slidingWindow).toBe(1024);
    expect(layers[0]!.rotaryFrequencies[1]).toBeCloseTo(10_000 ** (-1 / 128), 12);
    expect(layers[5]!.rotaryFrequencies[1]).toBeCloseTo(1e6 ** (-1 / 128) / 8, 12);
  });

  test('the largest Gemma 3 scales its scores by another number than its head size', () => {
    expect(described(published['google/gemma-3-27b-it']).attentionScale).toBeCloseTo(168 ** -0.5, 12);
  });
});

describe('the same thing said in older and newer words', () => {
  /** Undefined takes a field away. */
  const llama = (changes: object) =>
    described({ ...llama3, rope_theta: undefined, rope_scaling: undefined, ...changes }).layers;

  test.each([
    ['default', {}],
    ['linear', { factor: 4 }],
    ['yarn', { factor: 4, original_max_position_embeddings: 8192 }],
    ['yarn', { factor: 4, beta_fast: 16, beta_slow: 2, mscale: 1, mscale_all_dim: 0.7, truncate: false }],
    [
      'llama3',
      { factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 8192 },
    ],
  ])('%s', (kind, numbers) => {
    const older = llama({ rope_theta: 5e5, rope_scaling: { type: kind, ...numbers } });
    const middle = llama({ rope_theta: 5e5, rope_scaling: { rope_type: kind, type: kind, ...numbers } });
    const newer = llama({ rope_parameters: { rope_type: kind, rope_theta: 5e5, ...numbers } });
    const both = llama({
      rope_scaling: {},
      rope_parameters: { rope_type: kind, rope_theta: 5e5, ...numbers },
    });
    expect(middle).toEqual(older);
    expect(newer).toEqual(older);
    expect(both).toEqual(older);
  });

  test('YaRN as Qwen2.5 documents it', () => {
    const scaling = { factor: 4, original_max_position_embeddings: 32_768, type: 'yarn' };
    const { layers } = described({ ...qwen2, rope_scaling: scaling });
    const ratio = (pair: number): number => layers[0]!.rotaryFrequencies[pair]! / 1e6 ** (-pair / 64);
    expect(layers[0]!.rotaryScale).toBeCloseTo(0.1 * Math.log(4) + 1, 12);
    expect([ratio(0), ratio(63)]).toEqual([1, 1 / 4]);
    expect(described(qwen2).layers[0]!.rotaryScale).toBe(1);
  });

  test('the context of the first training is the model’s own where it is not named', () => {
    const numbers = { rope_type: 'llama3', factor: 8, low_freq_factor: 1, high_freq_factor: 4 };
    const named = { ...numbers, original_max_position_embeddings: llama3.max_position_embeddings };
    expect(llama({ rope_scaling: numbers })).toEqual(llama({ rope_scaling: named }));
  });

  test('Gemma 3', () => {
    const older = { ...gemma3Text, rope_theta: 2e6, rope_local_base_freq: 2e4, sliding_window_pattern: 2 };
    const newer = {
      ...gemma3Text,
      rope_scaling: undefined,
      layer_types: Array.from({ length: 34 }, (_, i) =>
        i % 2 === 0 ? 'sliding_attention' : 'full_attention',
      ),
      rope_parameters: {
        full_attention: { rope_type: 'linear', factor: 8, rope_theta: 2e6 },
        sliding_attention: { rope_type: 'default', rope_theta: 2e4 },
      },
    };
    expect(described(newer)).toEqual(described(older));
  });
});

describe('names of the tensors of Gemma 3', () => {
  test.each(['model.', 'language_model.model.', 'model.language_model.', 'language_model.'])(
    'under %s',
    (prefix) => {
      const description = described(gemma3, [`${prefix}embed_tokens.weight`]);
      const names = tensorNames(description);
      expect([...names].every((name) => name.startsWith(prefix))).toBe(true);
      expect(names).toContain(`${prefix}layers.33.self_attn.q_norm.weight`);
      expect(names.size).toBe(2 + 34 * 13);
    },
  );

  test('a head of its own', () => {
    const untied = { ...gemma3, tie_word_embeddings: false };
    expect(described(untied, ['language_model.lm_head.weight']).head).toBe('language_model.lm_head.weight');
    expect(described(untied).head).toBe('lm_head.weight');
    expect(
      described({ ...gemma3, text_config: { ...gemma3Text, tie_word_embeddings: false } }).head,
    ).not.toBeNull();
  });
});

describe('what is not supported is refused, and its key is named', () => {
  const rope = (parameters: object) => ({ ...llama3, rope_scaling: parameters });
  const text = (changes: object) => ({ ...gemma3, text_config: { ...gemma3Text, ...changes } });

  test.each<[string, Config, string]>([
    ['another architecture', { model_type: 'mamba' }, 'model_type'],
    ['YaRN without a factor', rope({ type: 'yarn' }), 'rope_scaling.factor: it is missing'],
    ['YaRN that stretches by nothing', rope({ type: 'yarn', factor: 0 }), 'rope_scaling.factor'],
    ['YaRN with words', rope({ type: 'yarn', factor: 4, beta_fast: 'a' }), 'rope_scaling.beta_fast'],
    ['a base that turns nothing', { ...llama3, rope_theta: 1 }, 'rope_theta'],
    [
      'LongRoPE, newer',
      { ...qwen2, rope_parameters: { rope_type: 'longrope' } },
      'rope_parameters.rope_type: «longrope»',
    ],
    ['two kinds at once', rope({ rope_type: 'linear', type: 'llama3', factor: 2 }), 'rope_scaling.type'],
    ['linear without a factor', rope({ type: 'linear' }), 'rope_scaling.factor: it is missing'],
    ['a factor of 0', rope({ type: 'linear', factor: 0 }), 'rope_scaling.factor'],
    [
      'half of llama3',
      rope({ rope_type: 'llama3', factor: 8 }),
      'rope_scaling.low_freq_factor: it is missing',
    ],
    [
      'llama3 upside down',
      rope({ rope_type: 'llama3', factor: 8, low_freq_factor: 4, high_freq_factor: 1 }),
      'rope_scaling.high_freq_factor',
    ],
    ['parameters nobody knows', rope({ rope_type: 'default', mrope_section: [1] }), 'mrope_section'],
    ['a part of the head', { ...llama3, partial_rotary_factor: 0.5 }, 'partial_rotary_factor'],
    ['a part of the head, newer', rope({ partial_rotary_factor: 0.5 }), 'rope_scaling.partial_rotary_factor'],
    ['quantised weights', { ...llama3, quantization_config: { bits: 4 } }, 'quantization_config'],
    ['quantised weights of Gemma 3', { ...gemma3, quantization_config: {} }, 'quantization_config'],
    ['another activation', { ...llama3, hidden_act: 'gelu' }, 'hidden_act'],
    ['another activation of Gemma 3', text({ hidden_activation: 'silu' }), 'text_config.hidden_activation'],
    ['heads that do not group', { ...llama3, num_key_value_heads: 5 }, 'num_key_value_heads'],
    ['heads that no kernel takes', { ...llama3, head_dim: 12 }, 'head_dim'],
    ['heads that do not divide', { ...llama3, head_dim: null, hidden_size: 3070 }, 'hidden_size'],
    ['absurd sizes', { ...llama3, vocab_size: 1e12 }, 'vocab_size'],
    [
      'a table that fills the disk',
      { ...llama3, max_position_embeddings: 1e6, head_dim: 4096 },
      'max_position_embeddings',
    ],
    ['no layers', { ...llama3, num_hidden_layers: 0 }, 'num_hidden_layers'],
    ['a missing size', { ...llama3, hidden_size: undefined }, 'hidden_size: it is missing'],
    ['capped logits', text({ final_logit_softcapping: 30 }), 'text_config.final_logit_softcapping'],
    ['capped scores', text({ attn_logit_softcapping: 50 }), 'text_config.attn_logit_softcapping'],
    [
      'attention both ways',
      text({ use_bidirectional_attention: true }),
      'text_config.use_bidirectional_attention',
    ],
    ['a window without a size', text({ sliding_window: null }), 'text_config.sliding_window'],
    ['a list of another length', text({ layer_types: ['full_attention'] }), 'text_config.layer_types'],
    ['layers of a third kind', text({ layer_types: ['chunked_attention'] }), '«chunked_attention»'],
    ['two sets of rotations', text({ rope_parameters: {} }), 'text_config.rope_scaling'],
    [
      'rotations for no layer',
      text({ rope_scaling: null, rope_parameters: { rope_theta: 1 } }),
      'rope_parameters',
    ],
    ['Gemma 3 without text', { model_type: 'gemma3' }, 'text_config'],
    [
      'sliding layers without a window',
      { ...qwen2, layer_types: sliding(28), use_sliding_window: true, sliding_window: null },
      'sliding_window',
    ],
    ['sliding layers, switched off', { ...qwen2, layer_types: sliding(28) }, 'sliding_window'],
  ])('%s', (_, config, words) => {
    expect(refusal(config)).toContain(words);
  });
});

function sliding(count: number): string[] {
  return new Array<string>(count).fill('sliding_attention');
}
