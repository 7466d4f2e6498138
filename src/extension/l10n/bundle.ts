import { pageDirection, type InterfaceLanguage } from '../../protocol/interfaceLanguages.ts';
import { byPlace, type Localiser } from '../localiser.ts';
import { ownDirection, rightToLeft } from './rightToLeft.ts';

/** Translations of messages, by the English message. */
export type Bundle = Readonly<Record<string, string>>;

/** The file of a language's bundle, named as VS Code names those it reads itself. */
export function bundleFile(language: Exclude<InterfaceLanguage, 'en'>): string {
  return `bundle.l10n.${language.toLowerCase()}.json`;
}

/** Reads a bundle. Values that are no text are left out. @throws SyntaxError when it is no JSON */
export function parseBundle(json: string): Bundle {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Says messages in the words of a language's bundle; what the bundle lacks stays English. */
export function bundleLocaliser(language: InterfaceLanguage, bundle: Bundle): Localiser {
  const isRightToLeft = pageDirection(language) === 'rtl';
  return {
    t: (message, ...args) => {
      const values = byPlace(args);
      const own = Object.hasOwn(bundle, message) ? bundle[message] : undefined;
      if (own === undefined || !isRightToLeft) return fillPlaces(own ?? message, values);
      return rightToLeft(fillPlaces(own, values, ownDirection));
    },
  };
}

function fillPlaces(
  text: string,
  values: ReturnType<typeof byPlace>,
  written: (value: string) => string = String,
): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return place;
    return typeof value === 'string' ? written(value) : String(value);
  });
}
