/**
 * Text as Markdown that shows just this text. Messages hold paths and names of models: none of their characters may
 * become formatting, an icon or a link.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&:]/g, (character) => `&#${character.charCodeAt(0)};`);
}
