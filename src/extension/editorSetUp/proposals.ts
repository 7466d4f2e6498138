import type { LanguageTag } from '../../protocol/engineTypes.ts';
import { withFonts } from './fontList.ts';
import { needsOf, type ScriptNeeds } from './scriptNeeds.ts';

/** VS Code's settings that the set-up may touch. */
export const settingKeys = [
  'editor.fontFamily',
  'editor.inlineSuggest.fontFamily',
  'editor.lineHeight',
  'editor.unicodeHighlight.allowedLocales',
  'editor.unicodeHighlight.allowedCharacters',
  'editor.wordSeparators',
] as const;
export type SettingKey = (typeof settingKeys)[number];

/** How a setting is now. */
export interface SettingNow {
  /** What holds in the editor. */
  readonly effective: unknown;
  /** What is set at the place that would be written; undefined: nothing. */
  readonly own: unknown;
}

/** A setting and the value it should have. */
export interface Proposal {
  readonly key: SettingKey;
  readonly value: unknown;
}

/**
 * What to change in the editor's settings for a language: only what is not so already, and added to what the user has
 * rather than in its stead.
 *
 * @param fontSize the editor's font size, in pixels
 */
export function proposalsFor(
  tag: LanguageTag,
  now: (key: SettingKey) => SettingNow,
  fontSize: number,
): readonly Proposal[] {
  const needs = needsOf(tag);
  return settingKeys.flatMap((key) => {
    const value = proposed(key, now(key), needs, fontSize);
    return value === undefined ? [] : [{ key, value }];
  });
}

/** The value that a setting should have; undefined: it is well as it is. */
function proposed(key: SettingKey, { effective, own }: SettingNow, needs: ScriptNeeds, fontSize: number) {
  switch (key) {
    case 'editor.fontFamily':
      return changed(effective, withFonts(text(effective), needs));
    case 'editor.inlineSuggest.fontFamily': {
      const fonts = text(effective);
      // Ghost text is drawn in the editor's fonts, unless the user wanted others.
      return fonts === 'default' || fonts === '' ? undefined : changed(fonts, withFonts(fonts, needs));
    }
    case 'editor.lineHeight':
      return needs.lineHeight !== null && multipleOf(effective, fontSize) < needs.lineHeight
        ? needs.lineHeight
        : undefined;
    case 'editor.unicodeHighlight.allowedLocales':
      return allowing(effective, own, needs.allowedLocale === null ? [] : [needs.allowedLocale]);
    case 'editor.unicodeHighlight.allowedCharacters':
      return allowing(effective, own, Array.from(needs.allowedCharacters));
    case 'editor.wordSeparators': {
      const separators = text(effective);
      const missing = Array.from(needs.separators).filter((sign) => !separators.includes(sign));
      return changed(separators, separators + missing.join(''));
    }
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function changed(before: unknown, after: string): string | undefined {
  return before === after ? undefined : after;
}

/**
 * The line height as a multiple of the font size. VS Code: 0 is the font's own, up to 8 it is a multiple, from there on
 * it is in pixels.
 */
function multipleOf(lineHeight: unknown, fontSize: number): number {
  if (typeof lineHeight !== 'number') return 0;
  return lineHeight < 8 ? lineHeight : lineHeight / fontSize;
}

/** VS Code puts such objects together from all places, so only what is missing is added to what stands at this one. */
function allowing(effective: unknown, own: unknown, names: readonly string[]) {
  const now = record(effective);
  const missing = names.filter((name) => now[name] !== true);
  if (missing.length === 0) return undefined;
  return { ...record(own), ...Object.fromEntries(missing.map((name) => [name, true])) };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
