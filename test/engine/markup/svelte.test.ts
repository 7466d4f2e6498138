import { describe, expect, it } from 'vitest';
import { escapeProse } from '../../../src/engine/markup/escape.ts';
import { formatOf } from '../../../src/engine/markup/format.ts';
import { sentenceText } from '../../../src/engine/markup/rewrite.ts';
import { documentPieces } from '../../../src/engine/markup/documentPieces.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { samples } from '../text/samples.ts';
import { proseIn } from './proseIn.ts';

describe('Svelte', () => {
  it('is what its name says', () => {
    expect(formatOf('svelte')).toBe('svelte');
  });

  it.each<[what: string, written: string, prose: readonly string[]]>([
    ['handlers', '<div on:click={() => inc()} class="a">Мәтін</div>', ['Мәтін']],
    ['quotes in quotes', '<p class="a {b > 1 ? "x" : "y"} c">Мәтін</p>', ['Мәтін']],
    ['spread attributes', '<p {...rest} {@attach (n) => n > 1}>Мәтін</p>', ['Мәтін']],
    ['expressions', '<p>Мәтін {a > b ? "}" : `}`} сөз</p>', ['Мәтін', 'сөз']],
    ['blocks', '<p>Мәтін {#if x > 2}бар{:else}жоқ{/if}</p>', ['Мәтін', 'бар', 'жоқ']],
    ['HTML', '<p>{@html "<b>сөз</b>"} Мәтін</p>', ['Мәтін']],
    ['scripts', '<script>\n const a = "{";\n</script>\n<p>Мәтін {b} сөз</p>', ['Мәтін', 'сөз']],
    ['styles and comments', '<style>\n p {\n</style><!-- { -->\n<p>Мәтін</p>', ['Мәтін']],
    ['nothing where no brace closes', '<p>Мәтін { сөз</p>', ['Мәтін { сөз']],
  ])('keeps %s: %j', (_, written, prose) => {
    expect(proseIn(written, 'svelte')).toEqual(prose);
  });

  it('gets no expression from a translation', () => {
    expect(escapeProse('а {б} <в>', 'а', 'svelte', true)).toBe('а &#123;б&#125; &lt;в&gt;');
  });

  it.each(languageTags)('gives %s to the model, and its code never', (tag) => {
    const [first, second] = samples[tag];
    const text = `<script>let stays = "{";</script>\n<p on:click={() => stays('>')}>${first} {stays}</p>\n{#each stays as a}<li>${second}</li>{/each}\n`;
    const pieces = documentPieces(text, 'svelte', tag);
    const back = pieces.map((piece) => (piece.kind === 'kept' ? piece.text : sentenceText(piece.sentence)));
    expect(back.join('')).toBe(text);
    const prose = proseIn(text, 'svelte').join(' ');
    expect(prose).not.toContain('stays');
    expect(prose.length).toBeGreaterThan((first.length + second.length) / 2);
  });
});
