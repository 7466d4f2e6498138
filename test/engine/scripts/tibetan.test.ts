import { describe, expect, it } from 'vitest';
import { convertScript } from '../../../src/engine/scripts/convertScript.ts';

function expectBothWays(tibetan: string, wylie: string): void {
  expect(convertScript(tibetan, { from: 'bo-Tibt', to: 'bo-Latn' })).toMatchObject({
    text: wylie,
    exact: true,
  });
  expect(convertScript(wylie, { from: 'bo-Latn', to: 'bo-Tibt' })).toMatchObject({
    text: tibetan,
    exact: true,
  });
}

describe('Tibetan and Wylie', () => {
  // Examples of the EWTS standard (Tibetan and Himalayan Library): stacks, a-chung, prefix dots, Sanskrit, signs.
  it.each([
    ['བཀྲ་ཤིས་བདེ་ལེགས།', 'bkra shis bde legs/'],
    ['༄༅། །ཀ', '@#/_/ka'],
    ['དང་། ཞིང་།', 'dang /_zhing /'],
    ['གཡག་དང་གྱག', 'g.yag dang gyag'],
    ['འགའ་མངས་དགས', "'ga' mangs dgas"],
    ['བསྒྲུབས་པའི', "bsgrubs pa'i"],
    ['ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ༔', 'oM ma Ni pad+me hU~M:'],
    ['ཕྱི་ལོ་༡༩༦༡།', 'phyi lo 1961/'],
    ['ཀ༌ཁ༎', 'ka*kha//'],
    ['༼ཀ༽ ཁ', '(ka)_kha'],
    ['ཀ་་ཁ', 'ka  kha'],
    ['ཁྲིམསཀྱི', 'khrimasakyi'],
  ])('%s is %s, both ways', (tibetan, wylie) => {
    expectBothWays(tibetan, wylie);
  });

  it('leaves words that spell no Tibetan syllable, and the marks of Markdown', () => {
    const source = '# bkra shis\n\n- Microsoft dang **ka** hello_world Kubernetes\n1. [kha](https://a.b/ka)';
    expect(convertScript(source, { from: 'bo-Latn', to: 'bo-Tibt' }).text).toBe(
      '# བཀྲ་ཤིས\n\n- Microsoft དང་**ཀ** hello_world Kubernetes\n1. [ཁ](https://a.b/ka)',
    );
  });

  it('takes a Markdown document there and back', () => {
    const source = '# བོད་ཡིག\n\n- ཀ་ཁ། **ག** `ང`\n> ཅ\n\n[ཆ](https://a.b) <b>ཇ</b>\n';
    expect(convertScript(source, { from: 'bo-Tibt', to: 'bo-Latn' })).toEqual({
      text: '# bod yig\n\n- ka kha/_**ga** `ང`\n> ca\n\n[cha](https://a.b) <b>ja</b>\n',
      exact: true,
      losses: [],
    });
  });

  it.each([
    ['བླ་མ་**བཟང་པོ**་ཡིན།', 'bla ma **bzang po** yin/'],
    ['**ཀ**་**ཁ**། ག', '**ka** **kha**/_ga'],
    ['བཟང་པོ** ཡིན', 'bzang po**_yin'],
  ])('takes a tsheg across strong emphasis, both ways: %s', (tibetan, wylie) => {
    expectBothWays(tibetan, wylie);
  });

  it('reads the space that writers put after a shad', () => {
    expect(convertScript('bkra shis/ bde legs/', { from: 'bo-Latn', to: 'bo-Tibt' }).text).toBe(
      'བཀྲ་ཤིས། བདེ་ལེགས།',
    );
  });

  it('says that digits and brackets of other scripts come back as Tibetan ones', () => {
    const { text, losses } = convertScript('ལོ་1961 (ཀ)', { from: 'bo-Tibt', to: 'bo-Latn' });
    expect(text).toBe('lo 1961 (ka)');
    expect(losses.map(({ kind, source, back }) => [kind, source, back])).toEqual([
      ['foreign', '1961', '༡༩༦༡'],
      ['foreign', ' ', '་'],
      ['foreign', '(', '༼'],
      ['foreign', ')', '༽'],
    ]);
  });
});
