import { describe, expect, it } from 'vitest';
import { prefixWindow, type TextSource } from '../../../src/server/completion/contextWindow.ts';
import {
  RecentGenerations,
  type RecentGeneration,
} from '../../../src/server/completion/recentGenerations.ts';

const key = 'kk-Cyrl';

function source(text: string): TextSource {
  return { length: text.length, slice: (start, end) => text.slice(start, end) };
}

/** `document║generated`. */
function generation(notation: string, overrides: Partial<RecentGeneration> = {}): RecentGeneration {
  const [document = '', text = ''] = notation.split('║');
  const prefix = prefixWindow(source(document), document.length);
  return { key, prefix, text, whole: true, prepared: false, ...overrides };
}

function holding(...generations: readonly RecentGeneration[]): RecentGenerations {
  const recent = new RecentGenerations();
  for (const each of generations) recent.add(each);
  return recent;
}

const restAt = (recent: RecentGenerations, text: string): unknown => {
  const found = recent.find(key, source(text));
  return found === null ? null : found.rest.kind === 'rest' ? found.rest.text : found.rest.kind;
};

describe('RecentGenerations', () => {
  it.each([
    ['bo', 'བོད་║ཀྱི་ལོ་རྒྱུས།', 'བོད་ཀྱི་', 'ལོ་རྒྱུས།'],
    ['ug', 'مەن ║مەكتەپكە بارىمەن.', 'مەن مەك', 'تەپكە بارىمەن.'],
    ['kk-Arab', 'بۇل ║قازاق ەلى.', 'بۇل قا', 'زاق ەلى.'],
    ['kk-Cyrl', 'Бұл ║қазақ елі.', 'Бұл қаз', 'ақ елі.'],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ║ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ᠌᠃', 'ᠮᠣᠩᠭᠣᠯ ᠬᠡ', 'ᠯᠡ ᠪᠢᠴᠢᠭ᠌᠃'],
    ['mn-Cyrl', 'Монгол ║хэл бичиг.', 'Монгол хэл ', 'бичиг.'],
  ])('%s: is found where it began, and inside what it wrote', (_language, notation, later, rest) => {
    const [document = '', text = ''] = notation.split('║');
    const recent = holding(generation(notation));
    expect(restAt(recent, document)).toBe(text);
    expect(restAt(recent, later)).toBe(rest);
    // Where it has no more to say, or something else was typed, it is no answer.
    expect(restAt(recent, document + text)).toBeNull();
    expect(restAt(recent, `${document}7`)).toBeNull();
    expect(restAt(recent, document.slice(0, -1))).toBeNull();
  });

  it('offers nothing inside a grapheme cluster', () => {
    expect(restAt(holding(generation('བོད་║ཀྱི་ལོ་རྒྱུས།')), 'བོད་ཀ')).toBe('half-cluster');
  });

  it('prefers what was written for the very place, even where that is nothing', () => {
    const recent = holding(generation('Бұл қазақ║'), generation('Бұл ║қазақ елі.'));
    expect(restAt(recent, 'Бұл қазақ')).toBe('');
    expect(restAt(recent, 'Бұл қаза')).toBe('қ елі.');
  });

  it('prefers the generation that began nearest', () => {
    const recent = holding(generation('Бұл қаз║ақтар.'), generation('Бұл ║қазақ елі.'));
    expect(restAt(recent, 'Бұл қаза')).toBe('қтар.');
  });

  it('is not found under another key', () => {
    const recent = holding(generation('Бұл ║қазақ елі.'));
    expect(recent.find('another rule', source('Бұл '))).toBeNull();
  });

  it('compares documents, not only what stands near the cursor', () => {
    const recent = holding(generation('Бұл ║қазақ елі.'));
    expect(restAt(recent, 'Енді басқа мәтін. Бұл ')).toBeNull();
  });

  it('follows a document whose window begins later than it', () => {
    const line = 'Қазақ тілі түркі тілдерінің қыпшақ тобына жатады.\n';
    const long = line.repeat(400);
    const recent = holding(generation(`${long}Бұл ║қазақ елі.`));
    expect(recent.find(key, source(`${long}Бұл `))?.generation.prefix.length).toBeLessThan(8_001);
    // What the models have not seen may change, as long as their window does not.
    expect(restAt(recent, `${long}Бұл қаз`)).toBe('ақ елі.');
    expect(restAt(recent, `Ж${long.slice(1)}Бұл қаз`)).toBe('ақ елі.');
    expect(restAt(recent, `${line.repeat(399)}${line.replace('Қ', 'Ж')}Бұл `)).toBeNull();
  });

  it('is found by its beginning when typing moves the window of the document', () => {
    const line = 'Қазақ тілі түркі тілдерінің қыпшақ тобына жатады.\n';
    // The window's start moves between the place of the generation and the cursor.
    const long = line.repeat(200).slice(0, 7_999);
    const recent = holding(generation(`${long}║ ${line}`));
    const later = `${long} Қазақ`;
    expect(prefixWindow(source(later), later.length)).not.toContain(long);
    expect(restAt(recent, later)).toBe(line.slice('Қазақ'.length));
  });

  it('takes a whole generation in the place of a broken one, and not the reverse', () => {
    const whole = generation('Бұл ║қазақ елі.');
    const broken = generation('Бұл ║қазақ', { whole: false });
    expect(restAt(holding(broken, whole), 'Бұл ')).toBe('қазақ елі.');
    expect(restAt(holding(whole, broken), 'Бұл ')).toBe('қазақ елі.');
    expect(holding(whole, broken).size).toBe(1);
  });

  it('forgets first what was not used for longest', () => {
    const recent = new RecentGenerations({ entries: 2, bytes: 10_000 });
    recent.add(generation('бір ║екі'));
    recent.add(generation('екі ║үш'));
    recent.find(key, source('бір '));
    recent.add(generation('үш ║төрт'));
    expect(restAt(recent, 'бір ')).toBe('екі');
    expect(restAt(recent, 'екі ')).toBeNull();
  });

  it('is bounded in bytes', () => {
    const recent = new RecentGenerations({ entries: 100, bytes: 100 });
    for (let i = 0; i < 10; i++) recent.add(generation(`мәтін ${i} ║жалғасы`));
    // 15 units of two bytes each.
    expect(recent.size).toBe(3);
    recent.add(generation(`${'ұ'.repeat(100)}║${'зын'.repeat(100)}`));
    expect(recent.size).toBe(0);
  });
});
