/**
 * Puts values into the named places of a template such as `{count} tokens`.
 * @throws Error when the template names a value that is not given: a translation's mistake, found by the tests.
 */
export function fillText(template: string, values: Readonly<Record<string, string | number>>): string {
  return fillParts(template, values).join('');
}

/** As {@link fillText}, but the values may be nodes, each kept whole: a token stays isolated from the sentence. */
export function fillParts<Value>(
  template: string,
  values: Readonly<Record<string, Value>>,
): readonly (Value | string)[] {
  // With one capturing group, split puts the names at the odd places.
  return template
    .split(/\{(\w+)\}/u)
    .map((part, at) => {
      if (at % 2 === 0) return part;
      const value = values[part];
      if (value === undefined) throw new Error(`The text «${template}» lacks a value for {${part}}.`);
      return value;
    })
    .filter((part) => part !== '');
}
