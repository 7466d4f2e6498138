import { describe, expect, it } from 'vitest';
import { isClusterBoundary } from '../../../src/engine/text/graphemes.ts';
import { languageTags, type LanguageTag } from '../../../src/engine/text/languages.ts';
import { findNaturalEnd } from '../../../src/engine/text/naturalEnd.ts';
import { samples } from './samples.ts';

/** `│` marks the end; without it there is none yet. */
const sentences: readonly [LanguageTag, string][] = [
  ['bo', 'བོད་ཡིག་ཡིན། │དེ་ནས'],
  ['bo', 'བོད་ཡིག་ཡིན། །│དེ་ནས'],
  ['bo', 'བོད་ཡིག་ཡིན། ། │དེ་ནས'],
  ['bo', 'ཡིན༎ │ད'],
  ['bo', 'ཡིན།'],
  ['bo', 'ཡིན། '],
  ['bo', '༄༅། །རྒྱ་གར་སྐད་དུ། │བོད'],
  ['bo', 'རེད།”│ ཅེས'.replace('│ ', ' │')],
  ['ug', 'ياخشىمۇسىز؟│ مەن'],
  ['ug', 'مەن كەلدىم.│ ئۇ'],
  ['ug', 'مەن كەلدىم.»│ ئۇ'],
  ['ug', 'مەن كەلدىم.'],
  ['ug', '«كەلدىم!»│ دېدى'],
  ['ug', 'باھاسى 2.5 يۈەن'],
  ['ug', 'ئا. مۇھەممەت يازدى.│ ئۇ'],
  ['ug', 'پروف. مۇھەممەت يازدى.│ ئۇ'],
  ['kk-Arab', 'ٴبىز كەلدىك.│ سەن'],
  ['kk-Arab', 'سەن قايدا؟│ مەن'],
  ['kk-Arab', 'اكاد. ساتباەۆ كەلدى.│ سەن'],
  ['kk-Cyrl', 'А. Байтұрсынұлы келді.│ Ол'],
  ['kk-Cyrl', 'Бағасы 2.5 теңге'],
  ['kk-Cyrl', '2024. Жылы келді'],
  ['kk-Cyrl', 'Кітап, дәптер т.б. бар.│ Сен'],
  ['kk-Cyrl', 'Он млн. теңге берді.│ Сен'],
  ['kk-Cyrl', 'Проф. Ахметов келді.│ Ол'],
  ['kk-Cyrl', 'Кеше акад. Сәтбаев пен доц. Әлиев келді.│ Ол'],
  ['kk-Cyrl', '«1985–1991 жж. КСРО ыдырады.»│ Сен'],
  ['kk-Cyrl', 'Бағасы 700 млн.│ Ол'],
  ['kk-Cyrl', 'Проф.'],
  ['kk-Cyrl', 'Ол келді...│ Сен'],
  ['kk-Cyrl', 'Ол... келді'],
  ['kk-Cyrl', 'Сайт trimix.kz деп аталады'],
  ['kk-Cyrl', '«Қайда?»│ – деді'],
  ['kk-Cyrl', 'Ол келді. '],
  ['kk-Cyrl', 'Ол келді│\nСен'],
  ['kk-Cyrl', '\nОл келді│\nСен'],
  ['kk-Cyrl', 'Ол келді.│\nсен'],
  ['mn-Mong', 'ᠪᠢ ᠢᠷᠡᠯ\u180Eᠡ ᠃│ ᠴᠢ'],
  ['mn-Mong', 'ᠪᠢ ᠢᠷᠡᠯ\u180Eᠡ ᠂ ᠴᠢ'],
  ['mn-Mong', 'ᠴᠢ ᠢᠷᠡᠬᠦ ᠦᠦ?│ ᠪᠢ'],
  ['mn-Mong', 'ᠪᠢ ᠢᠷᠡᠯ\u180Eᠡ ᠃'],
  ['mn-Cyrl', 'Сайн байна уу?│ Би'],
  ['mn-Cyrl', 'Д. Нацагдорж бичжээ.│ Тэр'],
  ['mn-Cyrl', 'Акад. Ринчен, проф. Лувсан ирэв.│ Тэр'],
];

function place(marked: string): { text: string; at: number | null } {
  return { text: marked.replace('│', ''), at: marked.includes('│') ? marked.indexOf('│') : null };
}

describe('findNaturalEnd', () => {
  it.each(sentences)('sentence, %s: %s', (tag, marked) => {
    const { text, at } = place(marked);
    expect(findNaturalEnd(text, tag, 'sentence')).toBe(at);
  });

  it.each<[LanguageTag, string]>([
    ['bo', 'ཡིན། │'],
    ['bo', 'ཡིན།│'],
    ['ug', 'كەلدىم.│'],
    ['kk-Cyrl', 'Ол келді.│'],
    ['kk-Cyrl', 'Ол келді.│ '],
    ['mn-Mong', 'ᠢᠷᠡᠯ\u180Eᠡ ᠃│'],
  ])('sentence at the end of all text, %s: %s', (tag, marked) => {
    const { text, at } = place(marked);
    expect(findNaturalEnd(text, tag, 'sentence', true)).toBe(at);
  });

  it.each<[string]>([['бір│\nекі'], ['бір│\r\nекі'], ['│\nекі'], ['бір. екі']])('line: %j', (marked) => {
    const { text, at } = place(marked);
    expect(findNaturalEnd(text, 'kk-Cyrl', 'line')).toBe(at);
  });

  it.each(languageTags)('never changes its mind while text streams in, nor cuts a cluster: %s', (tag) => {
    const text = [
      ...samples[tag].slice(0, 6),
      ...sentences.flatMap(([of, marked]) => (of === tag ? [place(marked).text] : [])),
    ];
    for (const start of text) {
      const line = `${start} ${samples[tag][7]}`;
      let decided: number | null = null;
      for (let end = 1; end <= line.length; end++) {
        const found = findNaturalEnd(line.slice(0, end), tag, 'sentence');
        if (decided !== null) expect(found).toBe(decided);
        decided = found;
        if (found !== null) expect(isClusterBoundary(line, found)).toBe(true);
      }
    }
  });
});
