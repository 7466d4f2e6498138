import type { ServerCapabilities } from 'vscode-languageserver/node';
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { z } from 'zod';
import { scriptTags } from '../../engine/scripts/scriptTag.ts';
import type { ConvertScriptParams } from '../../protocol/messages.ts';
import { toResponseError } from '../rpc/errors.ts';
import type { TriMixConnection } from '../rpc/trimixConnection.ts';
import { convertSelection, proseOf } from '../scripts/convertSelection.ts';
import { likelyScripts } from '../scripts/likelyScripts.ts';
import { placeSelection, selectedSchema } from '../translation/selected.ts';
import type { Feature } from './feature.ts';

const tag = z.enum(scriptTags);
const convertSchema = selectedSchema.extend({ from: tag, to: tag }) satisfies z.ZodType<ConvertScriptParams>;

/** Writes selections in another script of their language. Needs no model. */
export class ScriptsFeature implements Feature {
  readonly #connection: TriMixConnection;

  constructor(connection: TriMixConnection) {
    this.#connection = connection;
  }

  initialize(): Partial<ServerCapabilities> {
    this.#connection.onRequest('trimix/scripts', (params) => {
      const placed = placeSelection(parse(selectedSchema, params));
      return likelyScripts(
        proseOf(placed)
          .map(({ start, end }) => placed.text.slice(start, end))
          .join('\n'),
      );
    });
    this.#connection.onRequest('trimix/convertScript', (params) => {
      const { from, to, ...selected } = parse(convertSchema, params);
      try {
        return convertSelection(placeSelection(selected), { from, to });
      } catch (error) {
        throw toResponseError(error);
      }
    });
    return {};
  }
}

function parse<Params>(schema: z.ZodType<Params>, params: unknown): Params {
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw new ResponseError(ErrorCodes.InvalidParams, z.prettifyError(parsed.error));
  return parsed.data;
}
