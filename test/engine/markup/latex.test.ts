import { describe, expect, it } from 'vitest';
import { linesIn, proseIn } from './proseIn.ts';

describe('overlay specifications of Beamer', () => {
  it.each<[written: string, prose: readonly string[]]>([
    ['\\item<1-> Бірінші сөз.', ['Бірінші сөз.']],
    ['\\item <2-> Бірінші сөз.', ['Бірінші сөз.']],
    ['\\item<+-> དང་པོ།', ['དང་པོ།']],
    ['\\item<.(2)-> بىرىنچى.', ['بىرىنچى.']],
    ['\\item<1-| alert@3>[белгі] Нэгдүгээр үг.', ['Нэгдүгээр үг.']],
    ['\\item[белгі]<1-> ᠨᠢᠭᠡ ᠦᠭᠡ᠃', ['ᠨᠢᠭᠡ ᠦᠭᠡ᠃']],
    ['\\frametitle<beamer:2>{ٴبىر ٴسوز}', ['ٴبىر ٴسوز']],
    ['Мынау \\textbf<2>{маңызды} сөз.', ['Мынау', 'маңызды', 'сөз.']],
    ['Мынау \\only<1,3-4>{бірінші} сөз.', ['Мынау', 'бірінші', 'сөз.']],
    ['Мынау \\alt<2>{бірінші}{екінші} сөз.', ['Мынау', 'бірінші', 'екінші', 'сөз.']],
    ['Мынау \\onslide<2->сөз.', ['Мынау', 'сөз.']],
    ['\\begin{block}<1->{Тақырып}\nМынау сөз.\n\\end{block}', ['Мынау сөз.']],
    ['\\begin{itemize}[<+->]\n\\item Мынау сөз.\n\\end{itemize}', ['Мынау сөз.']],
    ['\\includegraphics<3>[width=2cm]{сурет.png} Мынау сөз.', ['Мынау сөз.']],
    ['\\item <a> мен b.', ['мен b.']],
  ])('stay: %s', (written, prose) => {
    expect(proseIn(written, 'latex')).toEqual(prose);
  });

  it('are none away from a command, and none with other letters in them', () => {
    expect(linesIn('\\item 1 <2> сөз.', 'latex')).toEqual(['1 <2> сөз.']);
    expect(linesIn('\\item<сөз> мен сөз.', 'latex')).toEqual(['<сөз> мен сөз.']);
  });
});
