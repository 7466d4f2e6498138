import { isDraft } from '../../protocol/interfaceLanguages.ts';

/**
 * The manifest's walkthrough for a value of `trimix.interfaceLanguage`. That of all languages without a draft is said by
 * VS Code, in its own display language.
 */
export function walkthroughId(interfaceLanguage: string): string {
  return isDraft(interfaceLanguage) ? `start-${interfaceLanguage}` : 'start';
}
