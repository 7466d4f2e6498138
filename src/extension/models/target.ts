import type { LanguageTag, Precision } from '../../protocol/engineTypes.ts';
import { languageTags } from '../languages.ts';

/** What a command about models is called with: by a view, a key binding or another extension. */
export interface ModelsTarget {
  /** Id of a trio in the catalogue. */
  readonly trio: string | null;
  readonly precision: Precision | null;
  /** Name of a trio on disk. */
  readonly name: string | null;
  readonly language: LanguageTag | null;
  /** Folder of a trio, or of what is left of one. */
  readonly directory: string | null;
}

/** The precisions that models are installed in, the smallest first. */
export const precisions = ['int4', 'int8', 'fp16', 'fp32'] as const satisfies readonly Precision[];

/**
 * Reads a command's argument: an object with some of the target's fields (an item of a view may have more), or a text
 * that stands for `trio` and for `name`. What is missing or no such thing is asked for.
 */
export function readTarget(argument: unknown): ModelsTarget {
  if (typeof argument === 'string') return { ...nothing, trio: argument, name: argument };
  if (typeof argument !== 'object' || argument === null) return nothing;
  const text = (field: string): string | null => {
    const value: unknown = Reflect.get(argument, field);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    trio: text('trio'),
    precision: precisions.find((precision) => precision === text('precision')) ?? null,
    name: text('name'),
    language: languageTags.find((tag) => tag === text('language')) ?? null,
    directory: text('directory'),
  };
}

const nothing: ModelsTarget = { trio: null, precision: null, name: null, language: null, directory: null };
