/**
 * A plain Qwen2 forward pass in double precision, written from the model's published description alone
 * (Qwen2 technical report, arXiv 2407.10671; its modelling code in transformers). It shares nothing with the
 * converter, so that a mistake in one is not repeated in the other.
 */

/** Tensors by their checkpoint name, row-major. */
export type Tensors = ReadonlyMap<
  string,
  { readonly shape: readonly number[]; readonly values: Float32Array }
>;

/** The fields of config.json that the computation needs. */
export interface Qwen2Config {
  readonly hidden_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly num_key_value_heads: number;
  readonly head_dim?: number;
  readonly rms_norm_eps: number;
  readonly rope_theta: number;
  readonly tie_word_embeddings: boolean;
}

/** Logits of every position, [tokens][vocabulary]. */
export function forward(config: Qwen2Config, tensors: Tensors, ids: readonly number[]): Float64Array[] {
  const weights = (name: string): Float32Array => {
    const found = tensors.get(name);
    if (found === undefined) throw new Error(`no tensor ${name}`);
    return found.values;
  };
  const linear = (x: Float64Array, name: string): Float64Array => product(weights(`${name}.weight`), x);
  const biased = (x: Float64Array, name: string): Float64Array =>
    sum(linear(x, name), Float64Array.from(weights(`${name}.bias`)));
  const norm = (x: Float64Array, name: string): Float64Array =>
    rootMeanSquareNorm(x, weights(`${name}.weight`), config.rms_norm_eps);

  const embedding = weights('model.embed_tokens.weight');
  let hidden: Float64Array[] = ids.map((id) =>
    Float64Array.from(embedding.subarray(id * config.hidden_size, (id + 1) * config.hidden_size)),
  );
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    const prefix = `model.layers.${layer}`;
    const normed = hidden.map((x) => norm(x, `${prefix}.input_layernorm`));
    const attended = attention(
      config,
      normed.map((x) => biased(x, `${prefix}.self_attn.q_proj`)),
      normed.map((x) => biased(x, `${prefix}.self_attn.k_proj`)),
      normed.map((x) => biased(x, `${prefix}.self_attn.v_proj`)),
    );
    hidden = hidden.map((x, t) => sum(x, linear(attended[t]!, `${prefix}.self_attn.o_proj`)));
    hidden = hidden.map((x) => {
      const y = norm(x, `${prefix}.post_attention_layernorm`);
      const gate = linear(y, `${prefix}.mlp.gate_proj`);
      const up = linear(y, `${prefix}.mlp.up_proj`);
      const gated = gate.map((value, i) => (value / (1 + Math.exp(-value))) * up[i]!);
      return sum(x, linear(gated, `${prefix}.mlp.down_proj`));
    });
  }
  const head = config.tie_word_embeddings ? embedding : weights('lm_head.weight');
  return hidden.map((x) => product(head, norm(x, 'model.norm')));
}

/** Causal attention with rotary positions; several query heads share a key-value head. */
function attention(
  config: Qwen2Config,
  queries: readonly Float64Array[],
  keys: readonly Float64Array[],
  values: readonly Float64Array[],
): Float64Array[] {
  const size = config.head_dim ?? config.hidden_size / config.num_attention_heads;
  const group = config.num_attention_heads / config.num_key_value_heads;
  const rotatedQueries = queries.map((x, t) => rotate(x, size, t, config.rope_theta));
  const rotatedKeys = keys.map((x, t) => rotate(x, size, t, config.rope_theta));
  return rotatedQueries.map((query, t) => {
    const out = new Float64Array(query.length);
    for (let head = 0; head < config.num_attention_heads; head++) {
      const q = query.subarray(head * size, (head + 1) * size);
      const at = Math.floor(head / group) * size;
      const scores = Array.from({ length: t + 1 }, (_, s) => {
        const k = rotatedKeys[s]!.subarray(at, at + size);
        return dot(q, k) / Math.sqrt(size);
      });
      const top = Math.max(...scores);
      const exponentials = scores.map((score) => Math.exp(score - top));
      const total = exponentials.reduce((a, b) => a + b, 0);
      for (let s = 0; s <= t; s++) {
        for (let i = 0; i < size; i++)
          out[head * size + i]! += (exponentials[s]! / total) * values[s]![at + i]!;
      }
    }
    return out;
  });
}

/** Rotates the pairs (i, i + size/2) of each head by position · theta^(−2i/size). */
function rotate(x: Float64Array, size: number, position: number, theta: number): Float64Array {
  const out = new Float64Array(x.length);
  for (let start = 0; start < x.length; start += size) {
    for (let i = 0; i < size / 2; i++) {
      const angle = position / theta ** ((2 * i) / size);
      const a = x[start + i]!;
      const b = x[start + i + size / 2]!;
      out[start + i] = a * Math.cos(angle) - b * Math.sin(angle);
      out[start + i + size / 2] = b * Math.cos(angle) + a * Math.sin(angle);
    }
  }
  return out;
}

function rootMeanSquareNorm(x: Float64Array, weight: Float32Array, epsilon: number): Float64Array {
  const scale = 1 / Math.sqrt(dot(x, x) / x.length + epsilon);
  return x.map((value, i) => value * scale * weight[i]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let result = 0;
  for (let i = 0; i < a.length; i++) result += a[i]! * b[i]!;
  return result;
}

/** matrix [rows, x.length] · x */
function product(matrix: Float32Array, x: Float64Array): Float64Array {
  const result = new Float64Array(matrix.length / x.length);
  for (let row = 0; row < result.length; row++) {
    const start = row * x.length;
    let value = 0;
    // A loop: with a function for each weight the tests would wait for little else.
    for (let i = 0; i < x.length; i++) value += matrix[start + i]! * x[i]!;
    result[row] = value;
  }
  return result;
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]!);
}
