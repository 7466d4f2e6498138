import { TriMixError } from '../../engine/errors.ts';
import { languageTags, type LanguageTag } from '../../engine/text/languages.ts';
import type { CatalogueTrio } from '../catalogue/catalogue.ts';
import type { Precision } from '../convert/precision.ts';

/** Name of the trio that comes with the program: an installed one of the same name could not be told apart. */
export const bundledTrioName = 'demo';

/** It becomes a folder's name, on systems that do not tell capitals apart too. */
const namePattern = /^[A-Za-z0-9](?:[\w.-]{0,98}[A-Za-z0-9])?$/;

/** Whether a trio in the store can be called so. */
export function isTrioName(name: string): boolean {
  return namePattern.test(name) && !name.includes('..') && name.toLowerCase() !== bundledTrioName;
}

/** @throws TriMixError `trio-name-invalid` */
export function requireTrioName(name: string): void {
  if (!isTrioName(name)) throw new TriMixError('trio-name-invalid', { name });
}

/**
 * Name of the installed trio that a trio of the catalogue becomes part of: its id without the language, with the
 * precision (`qwen2.5-1.5b-7b-int4`). All languages of a family and precision share it, and with it the two models
 * that are the same for all of them.
 *
 * @param id of a trio in the catalogue
 * @throws TriMixError `trio-name-invalid`
 */
export function trioName(id: string, precision: Precision): string {
  const tag = languageOf(id);
  if (tag === undefined) throw new TriMixError('trio-name-invalid', { name: id });
  const name = `${id.slice(tag.length + 1)}-${precision}`;
  requireTrioName(name);
  return name;
}

/** Whether a text can be the id of a trio in the catalogue: a language, then letters and digits of its models. */
export function isCatalogueId(id: string): boolean {
  const tag = languageOf(id);
  return tag !== undefined && isTrioName(id.slice(tag.length + 1));
}

/** The language that a trio of the catalogue writes, by its id. */
export function languageOf(id: string): LanguageTag | undefined {
  return languageTags.find((candidate) => id.startsWith(`${candidate.toLowerCase()}-`));
}

const familyNames: Readonly<Record<CatalogueTrio['largeIns']['family'], string>> = {
  'qwen2.5': 'Qwen2.5',
  'gemma-3': 'Gemma 3',
};

/** A trio of the catalogue in the words of a menu, without its language: `Qwen2.5 1.5B + 7B`. */
export function trioTitle({ id, language, largeIns }: CatalogueTrio): string {
  const sizes = id.slice(`${language}-${largeIns.family}-`.length).split('-');
  return `${familyNames[largeIns.family]} ${sizes.join(' + ').toUpperCase()}`;
}
