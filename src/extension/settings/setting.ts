import { isAbsolute } from 'node:path';
import type { LanguageTag } from '../../protocol/engineTypes.ts';
import { languageTags } from '../languages.ts';

/** What the manifest says of a setting, in the words of JSON Schema. */
export interface SettingSchema {
  readonly type: 'boolean' | 'integer' | 'number' | 'object' | 'string' | readonly ['integer', 'null'];
  readonly default: boolean | number | string | null | Readonly<Record<string, never>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
}

/** One setting: its default, and which values are allowed. */
export interface Setting<T> {
  readonly fallback: T;
  readonly schema: SettingSchema;
  /** The value when it is allowed, else undefined. Values come from files anybody may have written. */
  readonly accept: (value: unknown) => T | undefined;
}

interface Range {
  readonly fallback: number;
  readonly minimum: number;
  readonly maximum: number;
}

export function flag(fallback: boolean): Setting<boolean> {
  return {
    fallback,
    schema: { type: 'boolean', default: fallback },
    accept: (value) => (typeof value === 'boolean' ? value : undefined),
  };
}

/** A finite number in a closed range. */
export function number({ fallback, minimum, maximum }: Range): Setting<number> {
  return {
    fallback,
    schema: { type: 'number', default: fallback, minimum, maximum },
    // A comparison with NaN is false: NaN is refused here too.
    accept: (value) =>
      typeof value === 'number' && value >= minimum && value <= maximum ? value : undefined,
  };
}

/** A whole number in a closed range. */
export function integer(range: Range): Setting<number> {
  const base = number(range);
  return {
    ...base,
    schema: { ...base.schema, type: 'integer' },
    accept: (value) => (Number.isInteger(value) ? base.accept(value) : undefined),
  };
}

/** A whole number in a closed range, or null for «let the program decide», which is the default. */
export function integerOrNull({ minimum, maximum }: Omit<Range, 'fallback'>): Setting<number | null> {
  const whole = integer({ fallback: minimum, minimum, maximum });
  return {
    fallback: null,
    schema: { type: ['integer', 'null'], default: null, minimum, maximum },
    accept: (value) => (value === null ? null : whole.accept(value)),
  };
}

/** One of a few words. */
export function choice<const T extends string>(fallback: NoInfer<T>, options: readonly T[]): Setting<T> {
  return {
    fallback,
    schema: { type: 'string', default: fallback, enum: options },
    accept: (value) => options.find((option) => option === value),
  };
}

/** A text for each language; none by default, and languages may be left out. */
export function perLanguage(): Setting<Readonly<Partial<Record<LanguageTag, string>>>> {
  return {
    fallback: {},
    schema: { type: 'object', default: {} },
    accept: (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
      const accepted: Partial<Record<LanguageTag, string>> = {};
      for (const [key, text] of Object.entries(value as Readonly<Record<string, unknown>>)) {
        const tag = languageTags.find((known) => known === key);
        if (tag === undefined || typeof text !== 'string') return undefined;
        // An empty text is how the settings editor leaves an entry that is not wanted any more.
        if (text !== '') accepted[tag] = text;
      }
      return accepted;
    },
  };
}

/** The address of a server (`https:` or `http:`), or the empty string for «not set». */
export function address(): Setting<string> {
  return {
    fallback: '',
    schema: { type: 'string', default: '' },
    accept: (value) =>
      typeof value === 'string' && (value === '' || isWebAddress(value)) ? value : undefined,
  };
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && ['https:', 'http:'].includes(new URL(value).protocol);
}

/** An absolute path, or the empty string for «not set». */
export function path(): Setting<string> {
  return {
    fallback: '',
    schema: { type: 'string', default: '' },
    accept: (value) => (typeof value === 'string' && (value === '' || isAbsolute(value)) ? value : undefined),
  };
}
