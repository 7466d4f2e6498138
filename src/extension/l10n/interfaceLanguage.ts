import { interfaceLanguages, type InterfaceLanguage } from '../../protocol/interfaceLanguages.ts';

/**
 * The language of the interface.
 *
 * @param chosen the setting `trimix.interfaceLanguage`
 * @param display BCP 47 tag of VS Code's display language; English stands in for one without words
 */
export function interfaceLanguage(chosen: 'auto' | InterfaceLanguage, display: string): InterfaceLanguage {
  if (chosen !== 'auto') return chosen;
  const tag = display.toLowerCase();
  const [language] = tag.split('-');
  return (
    interfaceLanguages.find((known) => known.toLowerCase() === tag) ??
    interfaceLanguages.find((known) => known === language) ??
    'en'
  );
}
