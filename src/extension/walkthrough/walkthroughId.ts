import { isDraft } from '../../protocol/interfaceLanguages.ts';

/**
 * The manifest's walkthrough for a value of `trimix.interfaceLanguage`. VS Code says the first one in its own display
 * language, for which it has no draft.
 */
export function walkthroughId(interfaceLanguage: string): string {
  return isDraft(interfaceLanguage) ? `start-${interfaceLanguage}` : 'start';
}
