import { isDeepStrictEqual } from 'node:util';
import { settingKeys, type SettingKey } from './proposals.ts';

/** Where a setting is written. */
export interface Place {
  readonly target: 'user' | 'workspace';
  /** Only for documents of this kind (VS Code's language id); null: for all. */
  readonly languageId: string | null;
}

/** A setting at a place, which may be not set at all. */
export type Stored = { readonly set: false } | { readonly set: true; readonly value: unknown };

/** One setting that the set-up wrote. */
export interface WrittenSetting {
  readonly key: SettingKey;
  readonly place: Place;
  /** What was there before the first set-up. */
  readonly before: Stored;
  readonly written: unknown;
}

/** Takes a written setting into memory. What was there before our own writing is what an undo goes back to. */
export function remember(
  memory: readonly WrittenSetting[],
  { key, place, before, written }: WrittenSetting,
): readonly WrittenSetting[] {
  const at = memory.findIndex((known) => known.key === key && isDeepStrictEqual(known.place, place));
  const known = memory[at];
  if (known === undefined) return [...memory, { key, place, before, written }];
  const ours = isOurs(known, before);
  return memory.with(at, { key, place, before: ours ? known.before : before, written });
}

/** What an undo does with each setting. */
export interface UndoPlan {
  readonly restore: readonly WrittenSetting[];
  /** Changed by the user since: theirs to keep. */
  readonly leave: readonly WrittenSetting[];
}

/** Plans an undo by what the settings are now. */
export function planUndo(
  memory: readonly WrittenSetting[],
  now: (written: WrittenSetting) => Stored,
): UndoPlan {
  return {
    restore: memory.filter((written) => isOurs(written, now(written))),
    leave: memory.filter((written) => !isOurs(written, now(written))),
  };
}

function isOurs({ written }: WrittenSetting, now: Stored): boolean {
  return now.set && isDeepStrictEqual(now.value, written);
}

/** Reads what was stored, by whatever version of the extension; what is not understood is left out. */
export function readMemory(stored: unknown): readonly WrittenSetting[] {
  return Array.isArray(stored) ? stored.flatMap(readWritten) : [];
}

function readWritten(stored: unknown): readonly WrittenSetting[] {
  if (!isRecord(stored)) return [];
  const key = settingKeys.find((known) => known === stored['key']);
  const { place, before } = stored;
  if (key === undefined || !isRecord(place) || !isRecord(before)) return [];
  const { target, languageId } = place;
  if (target !== 'user' && target !== 'workspace') return [];
  if (languageId !== null && typeof languageId !== 'string') return [];
  return [
    {
      key,
      place: { target, languageId },
      before: before['set'] === true ? { set: true, value: before['value'] } : { set: false },
      written: stored['written'],
    },
  ];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
