import { describe, expect, it } from 'vitest';
import { fitToFollowing } from '../../../src/engine/text/fitToFollowing.ts';

describe('a completion meets the text after the cursor', () => {
  it.each<[what: string, completion: string, following: string, expected: string]>([
    ['one space', 'келдім ', ' мен', 'келдім'],
    ['no space at a line end', 'келдім ', '\nМен', 'келдім'],
    ['no space before a comma', 'келдім ', ', деді', 'келдім'],
    ['no space before an Arabic comma', 'كەلدىم ', '، دەدى', 'كەلدىم'],
    ['a space before a name', 'біз ', '.NET', 'біз '],
    ['a space before a shad', 'ལག ', '།དེ', 'ལག '],
    ['one sign', 'келдім.', ', деді', 'келдім'],
    ['one Arabic sign', 'كەلدىم.', '، دەدى', 'كەلدىم'],
    ['a question is enough', 'келді?', '. Ол', 'келді'],
    ['one Mongolian sign', 'ᠪᠠᠶᠢᠨ\u180Eᠠ᠂', '᠃', 'ᠪᠠᠶᠢᠨ\u180Eᠠ'],
    ['an abbreviation keeps its point', 'т.б.', ', деді', 'т.б.'],
    ['but has one', 'т.б.', '. Ол', 'т.б'],
    ['question and exclamation', 'келді?', '!', 'келді?'],
    ['an ellipsis', 'келді...', ', деді', 'келді...'],
    ['a tsheg gives way to a shad', 'བོད་', '། དེ', 'བོད'],
    ['not behind ང', 'དང་', '། དེ', 'དང་'],
    ['a shad inside a sentence', 'བོད།', '་ཡིག', 'བོད'],
    ['words apart', 'Ол', 'мен', 'Ол '],
    ['words apart in Arabic script', 'ئۇ', 'بىلەن', 'ئۇ '],
    ['words apart in Mongolian', 'ᠮᠣᠩᠭᠣᠯ', 'ᠤᠯᠤᠰ', 'ᠮᠣᠩᠭᠣᠯ '],
    ['a suffix stays joined', 'ᠮᠣᠩᠭᠣᠯ', '\u202Fᠤᠨ', 'ᠮᠣᠩᠭᠣᠯ'],
    ['a suffix to come', 'ᠮᠣᠩᠭᠣᠯ\u202F', 'ᠤᠨ', 'ᠮᠣᠩᠭᠣᠯ\u202F'],
    ['a separated vowel', 'ᠨᠡᠷ\u180E', 'ᠡ', 'ᠨᠡᠷ\u180E'],
    ['syllables apart', 'བོད', 'ཡིག', 'བོད་'],
    ['syllables that are', 'བོད་', 'ཡིག', 'བོད་'],
    ['sentences apart', 'Келді.', 'Ол', 'Келді. '],
    ['Tibetan sentences apart', 'རེད།', 'དེ', 'རེད། '],
    ['a dash', 'Ол', '— студент', 'Ол '],
    ['a quotation', 'деді:', '«Ал»', 'деді: '],
    ['a bracket', '(', 'жақсы)', '('],
    ['a hyphen', 'бір-', 'бірі', 'бір-'],
    ['half a number', '2,', '5', '2,'],
    ['Chinese', '北京', 'ол', '北京'],
    ['Chinese after', 'ол', '北京', 'ол'],
    ['markup', 'сөз', '**', 'сөз'],
    ['nothing after', 'сөз ', '', 'сөз '],
    ['nothing to say', ' ', 'сөз', ' '],
  ])('%s: %j before %j', (_, completion, following, expected) => {
    expect(fitToFollowing(completion, following)).toBe(expected);
  });
});
