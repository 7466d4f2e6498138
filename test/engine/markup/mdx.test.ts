import { describe, expect, it } from 'vitest';
import { documentPieces } from '../../../src/engine/markup/documentPieces.ts';
import { escapeProse } from '../../../src/engine/markup/escape.ts';
import { formatOf } from '../../../src/engine/markup/format.ts';
import { runsOf, withRuns } from '../../../src/engine/markup/rewrite.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { samples } from '../text/samples.ts';
import { linesIn, proseIn, sentencesIn } from './proseIn.ts';

describe('MDX', () => {
  it('is what its name says', () => {
    expect(formatOf('mdx')).toBe('mdx');
  });

  it.each<[what: string, written: string, prose: readonly string[]]>([
    ['modules', "import Tabs from '@theme/Tabs';\nexport const x = 5;\n\nМәтін.", ['Мәтін.']],
    ['modules after front matter', '---\ntitle: Тақырып\n---\nimport {a} from "b"\n\nМәтін.', ['Мәтін.']],
    ['modules with blank lines', "export const a = {\n\n  бір: 'сөз }',\n};\n\nМәтін.", ['Мәтін.']],
    [
      'a module at the end',
      "Мәтін.\n\nexport default ({children}) => <div title='а'>{children}</div>",
      ['Мәтін.'],
    ],
    ['expressions', 'Мәтін {props.бір ? "а}" : `б${"}"}`} сөз.', ['Мәтін', 'сөз.']],
    ['expressions on their own', '{/* түсініктеме\n\nбар */}\n\nМәтін.', ['Мәтін.']],
    ['comments of HTML', '<!-- бір\n\nекі -->\n\nМәтін <!-- бір\nекі --> сөз.', ['Мәтін', 'сөз.']],
    ['apostrophes in JSX', "Мәтін {a && <p>it's</p>} сөз {b} сөз.", ['Мәтін', 'сөз', 'сөз.']],
    ['tags', 'Мәтін <Foo bar={`а`}/> сөз.', ['Мәтін', 'сөз.']],
    ['tags with arrows', '<Card title={t => `а > б`} a="в > г">\nМәтін **бір**.\n</Card>', ['Мәтін', 'бір']],
    ['tags over lines', '<Card\n  title="Тақырып"\n  on={() => 1}\n>\n\n    Мәтін.\n\n</Card>', ['Мәтін.']],
    ['fragments', 'Мәтін <>сөз</> сөз.', ['Мәтін', 'сөз', 'сөз.']],
    ['code in tags', 'Мәтін <code>бір</code> <Code>екі</Code> сөз.', ['Мәтін', 'екі', 'сөз.']],
    ['what is not to be translated', 'Мәтін <Name translate="no">бір</Name> сөз.', ['Мәтін', 'сөз.']],
    ['code', '```js\nimport мәтін\n{ <\n```\n\nМәтін `{` сөз <Foo/>.', ['Мәтін', 'сөз']],
    ['marks of dialects', '<Tab>\n\n  :::tip Кеңес\n  Мәтін.\n  :::\n\n</Tab>', ['Кеңес', 'Мәтін.']],
  ])('keeps %s: %j', (_, written, prose) => {
    expect(proseIn(written, 'mdx')).toEqual(prose);
  });

  it('has prose that only looks like code', () => {
    expect(proseIn('Мәтін\nexport деген сөз.', 'mdx')).toEqual(['Мәтін export деген сөз.']);
    expect(proseIn('Бір < екі, үш > төрт.', 'mdx')).toEqual(['Бір < екі, үш > төрт.']);
    expect(linesIn('Бір \\{ екі \\< үш { төрт.', 'mdx')).toEqual(['Бір \\{ екі \\< үш { төрт.']);
    // No code by indent.
    expect(proseIn('Бір.\n\n    Екі.', 'mdx')).toEqual(['Бір.', 'Екі.']);
  });

  it('has blocks of HTML', () => {
    const written =
      '<details>\n<summary>Бір</summary>\n  Екі <b>үш</b>.\n</details>\n\n<p>Төрт</p><p>Бес</p>';
    expect(linesIn(written, 'mdx')).toEqual(['Бір', 'Екі <b>үш</b>.', 'Төрт', 'Бес']);
  });

  it('keeps mathematics whole, whose braces are no expressions', () => {
    expect(linesIn('Мәтін $x_{1} + {a}$ сөз {b}.', 'mdx')).toEqual(['Мәтін $x_{1} + {a}$ сөз {b}.']);
    expect(sentencesIn('Мәтін $x_{1} + {a}$ сөз.', 'mdx')[0]?.elements).toHaveLength(1);
  });

  it('gets no expression and no tag from a translation', () => {
    expect(escapeProse('а {б} <в>', 'а', 'mdx', true)).toBe('а \\{б\\} \\<в\\>');
    expect(escapeProse('# а', 'а', 'mdx', true)).toBe('\\# а');
  });

  it.each(languageTags)('keeps all but the prose of %s', (tag) => {
    const [first, second] = samples[tag];
    const document = (one: string, other: string): string =>
      [
        "---\ntitle: 'stays'\n---",
        'import Tabs from "@theme/Tabs";',
        `# ${one} {#id}`,
        `<Tabs on={() => '>'}>\n  <Tab label={\`stays\`}>\n\n${other}\n\n  </Tab>\n</Tabs>`,
        `- <b>${one}</b>\n- {list.map((x) => <i key={x}>{x}</i>)}`,
        'export const stays = {\n\n};\n',
      ].join('\n\n');
    const marked = documentPieces(document(first, second), 'mdx', tag).map((piece) => {
      if (piece.kind === 'kept') return piece.text;
      const runs = runsOf(piece.sentence).map((run) => (run === null ? null : 'ΞΞΞ'));
      return withRuns(piece.sentence, runs, { format: 'mdx', language: 'en' });
    });
    const marks = '(?:ΞΞΞ["”’“ ]*)+';
    const pattern = document('ΞΞΞ', 'ΞΞΞ')
      .replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`)
      .replaceAll('ΞΞΞ', `["“]*${marks}`);
    expect(marked.join('')).toMatch(new RegExp(`^${pattern}$`, 'u'));
  });
});
