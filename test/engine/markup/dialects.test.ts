import { describe, expect, it } from 'vitest';
import { documentPieces } from '../../../src/engine/markup/documentPieces.ts';
import { sentenceText, withRuns, withWhole, wholeOf } from '../../../src/engine/markup/rewrite.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { samples } from '../text/samples.ts';
import { linesIn, proseIn } from './proseIn.ts';

const destination = { format: 'markdown', language: 'kk-Cyrl' } as const;

/** The document with every sentence made much longer, as a model may translate it. */
function lengthened(text: string): string {
  return documentPieces(text, 'markdown', 'kk-Cyrl')
    .map((piece) => {
      if (piece.kind === 'kept') return piece.text;
      const translation = 'алты жеті сегіз тоғыз он он бір он екі';
      return withRuns(
        piece.sentence,
        piece.sentence.stretches.map(({ prose }) => (/\p{L}/u.test(prose) ? translation : null)),
        destination,
      );
    })
    .join('');
}

describe('marks on lines of their own', () => {
  it.each<[written: string, prose: readonly string[]]>([
    ['> [!WARNING]\n> Мұны істемеңіз.', ['Мұны істемеңіз.']],
    ['> [!note]- Тақырып *екі*\n> Мұны істеңіз.', ['Тақырып', 'екі', 'Мұны істеңіз.']],
    // Only on the first line.
    ['> [!TIP]  \n> Мұны істеңіз.\n> [!TIP]', ['Мұны істеңіз.', '[!TIP]']],
    [':::tip Кеңес\nСақтап қойыңыз.\n:::', ['Кеңес', 'Сақтап қойыңыз.']],
    [':::tip[Кеңес `a`]{#id .сынып}\n\nСақтап қойыңыз.\n\n:::', ['Кеңес', 'Сақтап қойыңыз.']],
    ['::: {.callout-note title="Кеңес"}\nСақтап қойыңыз.\n:::', ['Сақтап қойыңыз.']],
    ['::: Ескерту ::::::\nСақтап қойыңыз.\n::::::', ['Сақтап қойыңыз.']],
    [':::{admonition} Кеңес\nСақтап қойыңыз.\n:::', ['Сақтап қойыңыз.']],
    ['- Бір.\n\n  ::: warning Абай болыңыз\n  Екі.\n  :::', ['Бір.', 'Абай болыңыз', 'Екі.']],
    ['!!! note "Кеңес"\n    Сақтап қойыңыз.', ['Кеңес', 'Сақтап қойыңыз.']],
    ['!!! note inline end\n    Сақтап қойыңыз.', ['Сақтап қойыңыз.']],
    ['???+ warning "Абай болыңыз"\n\n    код', ['Абай болыңыз']],
    ['=== "Бірінші бет"\n    Мәтін.', ['Бірінші бет', 'Мәтін.']],
    ['Сөз\n: Анықтама *бір*.\n: Анықтама екі.', ['Сөз', 'Анықтама', 'бір', 'Анықтама екі.']],
    ['Сөз\n\n:   Анықтама\n    екі жолда.', ['Сөз', 'Анықтама екі жолда.']],
    [': Кесте {#tbl:бір}', ['Кесте']],
    // No marks.
    ['!!! Абай болыңыз !!!', ['!!! Абай болыңыз !!!']],
    ['Мына [!WARNING] белгі', ['Мына [!', 'WARNING] белгі']],
    ['Сағат 10:30-да ::: деп', ['Сағат 10:30-да ::: деп']],
  ])('stay: %j', (written, prose) => {
    expect(proseIn(written, 'markdown')).toEqual(prose);
  });

  it('stay alone, byte for byte, however long the translation is', () => {
    for (const [written, kept] of [
      ['> [!WARNING]\n> Мұны істемеңіз.', /^> \[!WARNING\]\n> \S/u],
      [':::tip Кеңес\nСақтап қойыңыз.\n:::', /^:::tip [^\n]+\n[^\n]+\n:::$/u],
      ['!!! note "Кеңес"\n    Сақтап қойыңыз.', /^!!! note "[^\n"]+"\n {4}\S[^\n]*$/u],
      ['Сөз\n: Анықтама бір\n  екі.', /^[^\n]+\n: \S/u],
    ] as const)
      expect(lengthened(written)).toMatch(kept);
  });

  it('are never made by a translation', () => {
    for (const [translation, written] of [
      [': анықтама', '\\: анықтама'],
      ['::: ескерту', '\\::: ескерту'],
      ['!!! note', '\\!!! note'],
      ['??? note', '\\??? note'],
    ] as const) {
      const [piece] = documentPieces('Сөз.', 'markdown', 'kk-Cyrl');
      if (piece?.kind !== 'sentence') throw new Error('no sentence');
      expect(withRuns(piece.sentence, [translation], destination)).toBe(written);
    }
    const [piece] = documentPieces('бір\nекі', 'markdown', 'kk-Cyrl');
    if (piece?.kind !== 'sentence') throw new Error('no sentence');
    expect(withRuns(piece.sentence, ['бір !!! екі'], destination)).toBe('бір !!!\nекі');
  });

  it.each(languageTags)('part the prose of %s and lose nothing', (tag) => {
    const [first, second] = samples[tag];
    const text = `> [!NOTE]\n> ${first}\n\n:::tip ${first}\n${second}\n:::\n\n${first}\n: ${second}\n`;
    const pieces = documentPieces(text, 'markdown', tag);
    const back = pieces.map((piece) => (piece.kind === 'kept' ? piece.text : sentenceText(piece.sentence)));
    expect(back.join('')).toBe(text);
    for (const piece of pieces)
      if (piece.kind === 'sentence') expect(sentenceText(piece.sentence)).not.toMatch(/NOTE|:::|tip|^: /u);
  });
});

describe('wiki links', () => {
  it.each<[written: string, line: string, prose: readonly string[]]>([
    [
      'Мұны [[basty-bet|басты бет]] айтады.',
      'Мұны [[basty-bet|басты бет]] айтады.',
      ['Мұны', 'басты бет', 'айтады.'],
    ],
    ['Мұны [[Басты бет]] айтады.', 'Мұны [[Басты бет]] айтады.', ['Мұны', 'айтады.']],
    ['Мұны [[Басты *бет*#бөлім]] айтады.', 'Мұны [[Басты *бет*#бөлім]] айтады.', ['Мұны', 'айтады.']],
    ['Сурет ![[сурет.png|үлкен *сурет*]]', 'Сурет ![[сурет.png|үлкен *сурет*]]', ['Сурет', 'үлкен', 'сурет']],
  ])('keep their targets: %s', (written, line, prose) => {
    expect(linesIn(written, 'markdown')).toEqual([line]);
    expect(proseIn(written, 'markdown')).toEqual(prose);
  });

  it('keep them in tables, where the bar is escaped, and where a definition has the same name', () => {
    expect(proseIn('| А |\n| --- |\n| [[басты\\|мәтін]] |', 'markdown')).toEqual(['А', 'мәтін']);
    expect(proseIn('Мұны [[бет]] айтады.\n\n[бет]: x', 'markdown')).toEqual(['Мұны', 'айтады.']);
  });

  it('are no brackets around the text of another link, and none in code', () => {
    expect(proseIn('Мұны [[бірінші]](a.md) айтады.', 'markdown')).toEqual(['Мұны', '[бірінші]', 'айтады.']);
    expect(linesIn('Мұны `[[a|б]]` айтады.', 'markdown')).toEqual(['Мұны `[[a|б]]` айтады.']);
    expect(proseIn('Мұны [[а\nб]] айтады.', 'markdown')).toEqual(['Мұны [[а б]] айтады.']);
  });

  it('must come back from a model as they are', () => {
    const [piece] = documentPieces('Мұны [[basty-bet|басты бет]] айтады.', 'markdown', 'kk-Cyrl');
    if (piece?.kind !== 'sentence') throw new Error('no sentence');
    const said = (text: string): string | null => withWhole(piece.sentence, text, destination);
    expect(wholeOf(piece.sentence)).toContain('[[basty-bet|');
    expect(said('This says [[basty-bet|main page]].')).toBe('This says [[basty-bet|main page]].');
    expect(said('This says [[main-page|main page]].')).toBeNull();
  });

  it('stay when a selection begins or ends in them', () => {
    const text = 'Мұны [[басты-бет|басты бет]] айтады.';
    const within = { start: text.indexOf('бет|'), end: text.length };
    const pieces = documentPieces(text, 'markdown', 'kk-Cyrl', within);
    const back = pieces.map((piece) => (piece.kind === 'kept' ? piece.text : sentenceText(piece.sentence)));
    expect(back.join('')).toBe(text.slice(within.start));
    for (const piece of pieces)
      if (piece.kind === 'sentence')
        expect(piece.sentence.stretches.map(({ prose }) => prose)).not.toContain('бет|басты бет');
  });
});

describe('citations', () => {
  it.each<[written: string, prose: readonly string[]]>([
    ['Мұны @fig-plot көрсетеді.', ['Мұны', 'көрсетеді.']],
    ['Мұны @fig-plot-та көрсетеді, -@tbl:one.', ['Мұны', '-та көрсетеді,']],
    ['Мұны @{smith 2020} айтады (@smith2020).', ['Мұны', 'айтады (']],
    ['Хат: ata@mail.kz, @ 5 теңге.', ['Хат:', '@ 5 теңге.']],
  ])('stay without brackets too: %s', (written, prose) => {
    expect(proseIn(written, 'markdown')).toEqual(prose);
  });
});
