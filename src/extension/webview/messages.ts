import type { FromInspector } from '../../protocol/inspector.ts';
import type { FromPreview } from '../../protocol/preview.ts';
import type { FromTextPreview, TextPlace } from '../../protocol/textPreview.ts';
import type { TraceId } from '../../protocol/trace.ts';

/** Narrows a message of the inspector's page; null when it is none. */
export function readFromInspector(message: unknown): FromInspector | null {
  if (!isRecord(message)) return null;
  const { type, id, text } = message;
  if (type === 'ready') return { type };
  if (type === 'select' && isTraceId(id)) return { type, id };
  if (type === 'copy' && typeof text === 'string') return { type, text };
  return null;
}

const previewTypes = [
  'ready',
  'replace',
  'insertBelow',
  'copy',
  'cancel',
  'retry',
] as const satisfies readonly Exclude<FromPreview['type'], 'retrySentence'>[];

/** Narrows a message of the translation preview's page; null when it is none. */
export function readFromPreview(message: unknown): FromPreview | null {
  if (!isRecord(message)) return null;
  const { index, sentence } = message;
  if (message['type'] === 'retrySentence')
    return isCount(index) && isCount(sentence) ? { type: 'retrySentence', index, sentence } : null;
  const type = previewTypes.find((known) => known === message['type']);
  return type === undefined ? null : { type };
}

/** Narrows a message of the text preview's page; null when it is none. */
export function readFromTextPreview(message: unknown): FromTextPreview | null {
  if (!isRecord(message)) return null;
  const { type, place, focus } = message;
  if (type === 'ready') return { type };
  if (type === 'goTo' && isPlace(place) && typeof focus === 'boolean') return { type, place, focus };
  return null;
}

function isPlace(value: unknown): value is TextPlace {
  return isRecord(value) && isCount(value['line']) && isCount(value['character']);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isTraceId(value: unknown): value is TraceId {
  return Number.isSafeInteger(value);
}
