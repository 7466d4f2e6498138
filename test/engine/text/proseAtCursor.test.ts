import { describe, expect, it } from 'vitest';
import { detectAtCursor } from '../../../src/engine/text/detect.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { samples } from './samples.ts';

const link = 'https://example.org/a/very/long/address/that/has/many/letters/in/it';

describe('detectAtCursor in documents with markup and in code', () => {
  describe.each(languageTags)('%s', (tag) => {
    const [first, second] = samples[tag];
    const begun = Array.from(second.replace(/["“”«»]/gu, ''))
      .slice(0, 14)
      .join('');
    const at = (languageId: string, text: string) => detectAtCursor(text, '', { languageId });

    it.each([
      ['markdown', `## ${begun}`],
      ['markdown', `- [${begun}`],
      ['mdx', `<Card title={() => 1}>\n\n${begun}`],
      ['svelte', `<p class="introduction">${begun}`],
      ['markdown', `[Documentation of the interface](${link}) ${begun}`],
      ['markdown', `The command \`trimix --language=auto --rule=trimix\` ${begun}`],
      ['markdown', `Where $\\alpha + \\beta = \\gamma_{base} + \\delta_{language}$ ${begun}`],
      ['markdown', `${first}\n\n\`\`\`ts\nconst total = items.length;\n\`\`\`\n\n${begun}`],
      ['markdown', `\`\`\`python\n# ${begun}`],
      ['markdown', `> “The quick brown fox jumps over the lazy dog.”\n\n${begun}`],
      ['latex', `\\section{${begun}`],
      ['latex', `${first} \\textbf{`],
      ['latex', `\\section{${begun} \\emph{`],
      ['latex', `${first}\n\\begin{itemize}\n  \\item `],
      ['latex', `${first} \\cite[p.~12]{some} `],
      ['latex', `${first} \\href{${link}}{`],
      ['latex', `${first} \\hyperref[sec:one]{${begun}`],
      ['latex', `${first}\\\\`],
      ['latex', `\\footnote{See~\\cite{somebody2020something}. ${begun}`],
      ['latex', `\\begin{abstract}\\label{sec:abstract}\n${begun}`],
      ['latex', `\\[ \\int_0^\\infty f(x)\\,dx = \\sum_{n} a_n \\]\n${begun}`],
      ['html', `<p class="introduction" data-kind="paragraph">${begun}`],
      ['html', `<a href="${link}" target="_blank" rel="noopener">${begun}`],
      ['html', `<img src="${link}" alt="${begun}`],
      ['html', `<!-- ${begun}`],
      ['typescript', `const greetingOfTheApplication = translate("${begun}`],
      ['typescript', `  return items.map((item) => item.name); // ${begun}`],
      ['python', `def complete(prefix, suffix, language):\n    """${begun}`],
      ['python', `    """Computes the completion.\n\n    ${begun}`],
      ['c', `/* ${begun}`],
      ['json', `{ "description": "${begun}`],
      ['plaintext', `${link} ${begun}`],
    ])('knows the prose: %s, %j', (languageId, text) => {
      expect(at(languageId, text)).toBe(tag);
    });

    it.each([
      ['markdown', `${first} \`code`],
      ['markdown', `${first} [${begun}](https://exam`],
      ['markdown', `${first} ${link}`],
      ['markdown', `${first}\n$$\n\\alpha + `],
      ['markdown', `${first} $x + `],
      ['markdown', `${first}\n\`\`\`ts\nconst total = `],
      ['latex', `${first} $x + `],
      ['latex', `${first} \\cite{some`],
      ['latex', `${first}\n\\[ x = `],
      ...['cite', 'textcite', 'label', 'ref', 'autoref', 'begin', 'end', 'usepackage', 'url', 'href'].flatMap(
        (name): [languageId: string, text: string][] => [
          ['latex', `${first} \\${name}{`],
          ['latex', `${first}\n\\${name}{some`],
        ],
      ),
      ['latex', `${first} \\includegraphics{`],
      ['latex', `${first} \\includegraphics[width=.5`],
      ['latex', `${first} \\parencite[12][13]{`],
      ['latex', `\\footnote{${first} \\ref*{`],
      ['tex', `${first} \\cite{`],
      ...['', 'text', 'sec', 'textbf', 'section*', 'item'].map((name): [languageId: string, text: string] => [
        'latex',
        `${first} \\${name}`,
      ]),
      ['html', `<p>${first}</p>\n<p class=`],
      ['mdx', `${first} \`code`],
      ['mdx', `${first}\n\`\`\`ts\nconst total = `],
      ['svelte', `<p>${first}</p>\n<p class=`],
      ['html', `<p>${first}</p>\n<div `],
      ['typescript', `const greeting = "${begun}"; `],
      ['typescript', `// ${first}\nconst total = items.length + `],
      ['python', `# ${first}\nprint("${begun}") `],
      ['plaintext', `${first} www.example`],
    ])('is silent where none stands: %s, %j', (languageId, text) => {
      expect(at(languageId, text)).toBeNull();
    });

    it('goes by the sentence at the cursor in a paragraph of two languages', () => {
      const english = '“The quick brown fox jumps over the lazy dog near the river.”';
      expect(at('markdown', `${first} ${english} ${Array.from(second).slice(0, 40).join('')}`)).toBe(tag);
      expect(
        at('markdown', `${first} ${english} ${second}\n\n${english} And so it went on in the end, `),
      ).toBeNull();
    });
  });

  it('tells Russian sentences from Kazakh and Mongolian ones beside them', () => {
    const russian = 'Все люди рождаются свободными и равными в своем достоинстве и правах.';
    for (const tag of ['kk-Cyrl', 'mn-Cyrl'] as const) {
      const [first, second] = samples[tag];
      expect(detectAtCursor(`${first}\n\n${russian}\n\n${second} `)).toBe(tag);
      expect(detectAtCursor(`${first} ${russian} ${second} `)).toBe(tag);
      expect(detectAtCursor(`${first}\n\n${second}\n\n${russian} Они наделены разумом и `)).toBeNull();
    }
  });
});
