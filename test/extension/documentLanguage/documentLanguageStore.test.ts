import { describe, expect, it } from 'vitest';
import {
  DocumentLanguageStore,
  rememberedDocuments,
  type Memory,
} from '../../../src/extension/documentLanguage/documentLanguageStore.ts';
import { languageTags } from '../../../src/extension/languages.ts';

/** Keeps values as JSON, as VS Code does between sessions. */
class JsonMemory implements Memory {
  readonly #values = new Map<string, string>();
  get(key: string): unknown {
    const value = this.#values.get(key);
    return value === undefined ? undefined : JSON.parse(value);
  }
  update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

describe('DocumentLanguageStore', () => {
  it.each(languageTags)('remembers over sessions: %s', async (tag) => {
    const memory = new JsonMemory();
    await new DocumentLanguageStore(memory).set('file:///a', tag);
    const later = new DocumentLanguageStore(memory);
    expect(later.get('file:///a')).toBe(tag);
    expect(later.get('file:///b')).toBeNull();
  });

  it('forgets when the language is to be detected again', async () => {
    const store = new DocumentLanguageStore(new JsonMemory());
    await store.set('file:///a', 'bo');
    await store.set('file:///a', null);
    expect(store.get('file:///a')).toBeNull();
  });

  it('keeps the newest choices, so many and no more', async () => {
    const store = new DocumentLanguageStore(new JsonMemory());
    for (let at = 0; at <= rememberedDocuments; at++) await store.set(`file:///${at}`, 'ug');
    expect(store.get('file:///0')).toBeNull();
    expect(store.get('file:///1')).toBe('ug');
    await store.set('file:///1', 'kk-Arab');
    await store.set('file:///new', 'bo');
    expect(store.get('file:///1')).toBe('kk-Arab');
    expect(store.get('file:///2')).toBeNull();
  });

  it('gives up a document, or a folder with what is in it and nothing beside it', async () => {
    const store = new DocumentLanguageStore(new JsonMemory());
    await store.set('file:///folder/a', 'mn-Mong');
    await store.set('file:///folder/deeper/b', 'bo');
    await store.set('file:///folder-beside/c', 'ug');
    await store.set('file:///d', 'kk-Cyrl');
    expect(await store.take('file:///folder')).toEqual([
      ['file:///folder/deeper/b', 'bo'],
      ['file:///folder/a', 'mn-Mong'],
    ]);
    expect(await store.take('file:///d')).toEqual([['file:///d', 'kk-Cyrl']]);
    expect(await store.take('file:///unknown')).toEqual([]);
    expect(store.get('file:///folder/a')).toBeNull();
    expect(store.get('file:///folder-beside/c')).toBe('ug');
  });

  it.each([null, 'bo', 7, {}, [['file:///a']], [['file:///a', 'tlh']], [[1, 'bo']]])(
    'passes over what is no list of choices: %j',
    async (stored) => {
      const memory = new JsonMemory();
      await memory.update('trimix.documentLanguages', stored);
      const store = new DocumentLanguageStore(memory);
      expect(store.get('file:///a')).toBeNull();
      await store.set('file:///a', 'bo');
      expect(store.get('file:///a')).toBe('bo');
    },
  );
});
