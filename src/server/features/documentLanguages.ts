import type { ServerCapabilities } from 'vscode-languageserver/node';
import { z } from 'zod';
import { languageTags, type LanguageTag } from '../../engine/text/languages.ts';
import type { Log } from '../log.ts';
import type { TriMixConnection } from '../rpc/trimixConnection.ts';
import type { Feature } from './feature.ts';

const paramsSchema = z.record(z.string(), z.enum(languageTags));

/** Knows for which open documents a person has chosen the language, as the editor last said. */
export class DocumentLanguagesFeature implements Feature {
  readonly #connection: TriMixConnection;
  readonly #log: Log;
  #chosen: ReadonlyMap<string, LanguageTag> = new Map();

  constructor(connection: TriMixConnection, log: Log) {
    this.#connection = connection;
    this.#log = log;
  }

  /** Null where the language is to be detected. */
  of(uri: string): LanguageTag | null {
    return this.#chosen.get(uri) ?? null;
  }

  initialize(): Partial<ServerCapabilities> {
    this.#connection.onNotification('trimix/didChooseDocumentLanguages', (params) => {
      const parsed = paramsSchema.safeParse(params);
      if (parsed.success) this.#chosen = new Map(Object.entries(parsed.data));
      else
        this.#log.error(
          `Chosen languages of documents are no list of such. ${z.prettifyError(parsed.error)}`,
        );
    });
    return {};
  }
}
