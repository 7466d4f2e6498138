import { z } from 'zod';
import { modelProto } from './schema.ts';

/** Numbers that the ONNX schema gives to element types. */
export const elementType = { float32: 1, uint8: 2, int32: 6, int64: 7, float16: 10 } as const;
export type ElementType = keyof typeof elementType;

/** Numbers that the ONNX schema gives to kinds of attributes. */
export const attributeKind = { float: 1, int: 2, string: 3, ints: 7 } as const;

/** `data_location` of a tensor whose bytes lie in another file. */
export const externalLocation = 1;

const count = z.int().nonnegative();
const bytes = z.instanceof(Uint8Array);
const text = z.string().default('');

const tensor = z.object({
  name: text,
  dims: z.array(count).default([]),
  dataType: count,
  rawData: bytes.optional(),
  dataLocation: count.optional(),
  externalData: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
});

const attribute = z.object({
  name: z.string(),
  type: count,
  f: z.number().optional(),
  i: z.int().optional(),
  s: bytes.optional(),
  ints: z.array(z.int()).optional(),
});

const node = z.object({
  opType: z.string(),
  domain: text,
  name: text,
  input: z.array(z.string()).default([]),
  output: z.array(z.string()).default([]),
  attribute: z.array(attribute).default([]),
});

const dimension = z.object({ dimValue: count.optional(), dimParam: z.string().optional() });

const valueInfo = z.object({
  name: z.string(),
  type: z.object({
    tensorType: z.object({ elemType: count, shape: z.object({ dim: z.array(dimension).default([]) }) }),
  }),
});

const model = z.object({
  irVersion: count,
  producerName: text,
  producerVersion: text,
  opsetImport: z.array(z.object({ domain: text, version: count })),
  graph: z.object({
    name: text,
    node: z.array(node).default([]),
    initializer: z.array(tensor).default([]),
    input: z.array(valueInfo).default([]),
    output: z.array(valueInfo).default([]),
  }),
});

export type TensorMessage = z.infer<typeof tensor>;
export type AttributeMessage = z.infer<typeof attribute>;
export type NodeMessage = z.infer<typeof node>;
export type ValueInfoMessage = z.infer<typeof valueInfo>;
export type ModelMessage = z.infer<typeof model>;

/** Encodes a model as the bytes of a .onnx file. The same message gives the same bytes. */
export function encodeModel(message: ModelMessage): Uint8Array {
  const problem = modelProto.verify(message);
  if (problem !== null) throw new TypeError(`not an ONNX model: ${problem}`);
  return modelProto.encode(modelProto.fromObject(message)).finish();
}

/**
 * Decodes the bytes of a .onnx file, as far as {@link modelProto} knows the format. Only tests do: they read what
 * {@link encodeModel} wrote.
 *
 * @throws when the bytes are no such model
 */
export function decodeModel(file: Uint8Array): ModelMessage {
  return model.parse(modelProto.toObject(modelProto.decode(file), { longs: Number }));
}
