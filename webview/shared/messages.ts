/** True for an object whose `type` is among the known ones. */
export function isMessage<Incoming extends { readonly type: string }>(
  value: unknown,
  types: Readonly<Record<Incoming['type'], true>>,
): value is Incoming {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    Object.hasOwn(types, value.type)
  );
}
