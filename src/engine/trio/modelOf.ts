import { TriMixError } from '../errors.ts';
import { sourceFolder, type SourceId } from '../fusion/sources.ts';
import type { LanguageModel } from '../runtime/languageModel.ts';
import type { Trio } from './trio.ts';

/** @throws TriMixError `source-not-loaded` */
export function modelOf({ models }: Pick<Trio, 'models'>, source: SourceId): LanguageModel {
  const model = models[source];
  if (model === null) throw new TriMixError('source-not-loaded', { source: sourceFolder[source] });
  return model;
}
