import type { ServerCapabilities } from 'vscode-languageserver/node';
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { z } from 'zod';
import { detectLanguage } from '../../engine/text/detect.ts';
import { settleDetection } from '../../engine/text/chosenLanguage.ts';
import { isTranslationTag, languageTags } from '../../engine/text/languages.ts';
import type { TriMixConnection } from '../rpc/trimixConnection.ts';
import { detectionSample } from '../translation/translationInput.ts';
import type { Feature } from './feature.ts';

const paramsSchema = z.object({ text: z.string(), chosen: z.enum(languageTags).nullish() });

/** Tells a text's language. Needs no model. */
export class DetectionFeature implements Feature {
  readonly #connection: TriMixConnection;

  constructor(connection: TriMixConnection) {
    this.#connection = connection;
  }

  initialize(): Partial<ServerCapabilities> {
    this.#connection.onRequest('trimix/detect', (params) => {
      const parsed = paramsSchema.safeParse(params);
      if (!parsed.success) throw new ResponseError(ErrorCodes.InvalidParams, z.prettifyError(parsed.error));
      const { text, chosen = null } = parsed.data;
      const found = detectLanguage(text.slice(0, detectionSample));
      const { language, confidence } = settleDetection(found, chosen);
      return isTranslationTag(language) ? { language, confidence } : null;
    });
    return {};
  }
}
