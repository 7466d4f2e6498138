import protobuf from 'protobufjs/light.js';
import { z } from 'zod';

/**
 * The messages of onnx.proto that say what a graph takes, gives and is made of, with the field numbers of the published
 * schema. Bytes of weights are left out.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    Entry: { fields: { key: { type: 'string', id: 1 }, value: { type: 'string', id: 2 } } },
    Tensor: {
      fields: {
        dataType: { type: 'int32', id: 2 },
        name: { type: 'string', id: 8 },
        externalData: { rule: 'repeated', type: 'Entry', id: 13 },
        dataLocation: { type: 'int32', id: 14 },
      },
    },
    Attribute: {
      fields: {
        name: { type: 'string', id: 1 },
        i: { type: 'int64', id: 3 },
        t: { type: 'Tensor', id: 5 },
        g: { type: 'Graph', id: 6 },
        graphs: { rule: 'repeated', type: 'Graph', id: 11 },
      },
    },
    Node: {
      fields: {
        input: { rule: 'repeated', type: 'string', id: 1 },
        opType: { type: 'string', id: 4 },
        attribute: { rule: 'repeated', type: 'Attribute', id: 5 },
        domain: { type: 'string', id: 7 },
      },
    },
    Dimension: { fields: { dimValue: { type: 'int64', id: 1 }, dimParam: { type: 'string', id: 2 } } },
    Shape: { fields: { dim: { rule: 'repeated', type: 'Dimension', id: 1 } } },
    TensorType: { fields: { elemType: { type: 'int32', id: 1 }, shape: { type: 'Shape', id: 2 } } },
    Type: { fields: { tensorType: { type: 'TensorType', id: 1 } } },
    ValueInfo: { fields: { name: { type: 'string', id: 1 }, type: { type: 'Type', id: 2 } } },
    Graph: {
      fields: {
        node: { rule: 'repeated', type: 'Node', id: 1 },
        initializer: { rule: 'repeated', type: 'Tensor', id: 5 },
      },
    },
  },
} satisfies protobuf.INamespace);

/** Names end up in messages and keys; no exporter writes longer ones. */
const name = z.string().max(1000).default('');

const tensor = z.object({
  dataType: z.int().default(0),
  name,
  externalData: z.array(z.object({ key: name, value: z.string().max(4096).default('') })).default([]),
  dataLocation: z.int().default(0),
});

interface NodeMessage {
  readonly input: readonly string[];
  readonly opType: string;
  readonly domain: string;
  readonly attribute: readonly {
    readonly name: string;
    readonly i: number;
    readonly t?: TensorMessage | undefined;
    readonly g?: GraphMessage | undefined;
    readonly graphs: readonly GraphMessage[];
  }[];
}

interface GraphMessage {
  readonly node: readonly NodeMessage[];
  readonly initializer: readonly TensorMessage[];
}

const graph: z.ZodType<GraphMessage> = z.lazy(() =>
  z.object({ node: z.array(node).default([]), initializer: z.array(tensor).default([]) }),
);

const node: z.ZodType<NodeMessage> = z.object({
  input: z.array(name).default([]),
  opType: name,
  domain: name,
  attribute: z
    .array(
      z.object({
        name,
        i: z.number().default(0),
        t: tensor.optional(),
        g: graph.optional(),
        graphs: z.array(graph).default([]),
      }),
    )
    .default([]),
});

const valueInfo = z.object({
  name,
  type: z
    .object({
      tensorType: z
        .object({
          elemType: z.int().default(0),
          shape: z
            .object({
              dim: z
                .array(z.object({ dimValue: z.number().optional(), dimParam: z.string().optional() }))
                .default([]),
            })
            .optional(),
        })
        .optional(),
    })
    .optional(),
});

export type TensorMessage = z.infer<typeof tensor>;
export type ValueInfoMessage = z.infer<typeof valueInfo>;
export type { GraphMessage, NodeMessage };

function decoder<Message>(type: string, schema: z.ZodType<Message>): (bytes: Uint8Array) => Message {
  const message = root.lookupType(type);
  return (bytes) => schema.parse(message.toObject(message.decode(bytes), { longs: Number }));
}

/** Each throws when the bytes are no such message. */
export const decodeTensor = decoder('Tensor', tensor);
export const decodeNode = decoder('Node', node);
export const decodeValueInfo = decoder('ValueInfo', valueInfo);
