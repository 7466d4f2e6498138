import type { InterfaceLanguage } from '../../protocol/interfaceLanguages.ts';
import type { Localiser } from '../localiser.ts';

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

/** Says messages in the words of a bundle; what the bundle lacks stays English. */
export function bundleLocaliser(bundle: Bundle): Localiser {
  return {
    t: (message, ...args) =>
      (Object.hasOwn(bundle, message) ? (bundle[message] ?? message) : message).replace(
        /\{(\d+)\}/g,
        (place, index: string) => {
          const argument = args[Number(index)];
          return argument === undefined ? place : String(argument);
        },
      ),
  };
}
