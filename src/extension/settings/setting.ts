import { isAbsolute } from 'node:path';

/** What the manifest says of a setting, in the words of JSON Schema. */
export interface SettingSchema {
  readonly type: 'boolean' | 'integer' | 'number' | 'string';
  readonly default: boolean | number | string;
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

/** One of a few words. */
export function choice<const T extends string>(fallback: NoInfer<T>, options: readonly T[]): Setting<T> {
  return {
    fallback,
    schema: { type: 'string', default: fallback, enum: options },
    accept: (value) => options.find((option) => option === value),
  };
}

/** An absolute path, or the empty string for «not set». */
export function path(): Setting<string> {
  return {
    fallback: '',
    schema: { type: 'string', default: '' },
    accept: (value) => (typeof value === 'string' && (value === '' || isAbsolute(value)) ? value : undefined),
  };
}
