import { describe, expect, it } from 'vitest';
import { formatOf } from '../../../src/engine/markup/format.ts';
import { proseIn } from './proseIn.ts';

describe('Vue', () => {
  it.each<[what: string, written: string, prose: readonly string[]]>([
    ['attributes', `<p :a="x > 1" @click="f('>')">Мәтін {{ a.b }} сөз</p>`, ['Мәтін', 'сөз']],
    [
      'messages',
      '<template><p>Мәтін</p></template>\n<i18n lang="json">\n{"kk": {"сәлем": "Сәлем <b>"}}\n</i18n>',
      ['Мәтін'],
    ],
    [
      'Pug',
      '<template lang="pug">\np Мәтін\n</template>\n<template lang="html"><p>Сөз</p></template>',
      ['Сөз'],
    ],
  ])('keeps %s: %j', (_, written, prose) => {
    expect(proseIn(written, formatOf('vue'))).toEqual(prose);
  });
});
