/** What may stand inside an element; null and false stand for nothing, so that parts can be conditional. */
export type Child = Node | string | null | false;

export interface Properties {
  readonly class?: string;
  /** Attributes; true writes an empty one, undefined and false write none. Never `style`: the CSP forbids it. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** CSS custom properties, set through CSSOM, which the CSP permits. */
  readonly variables?: Readonly<Record<`--${string}`, string>>;
}

/** Makes an HTML element. Text is always set as text, never parsed: what a model writes is hostile input. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  apply(made, properties);
  made.append(...present(children));
  return made;
}

/** Makes an SVG element. */
export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  apply(made, properties);
  made.append(...present(children));
  return made;
}

/** Replaces everything inside an element. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren(...present(children));
}

/** Sets the text of an element only when it changes, so that a live region does not speak twice. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Sets an attribute to a value, or removes it when the value is null. */
export function setAttribute(target: Element, name: string, value: string | null): void {
  if (value === null) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

/** Sets several attributes; an undefined one is removed. */
export function setAttributes(
  target: Element,
  attributes: Readonly<Record<string, string | undefined>>,
): void {
  for (const [name, value] of Object.entries(attributes)) setAttribute(target, name, value ?? null);
}

function present(children: readonly Child[]): (Node | string)[] {
  return children.filter((child) => child !== null && child !== false);
}

function apply(target: HTMLElement | SVGElement, properties: Properties): void {
  if (properties.class !== undefined) target.setAttribute('class', properties.class);
  for (const [name, value] of Object.entries(properties.attributes ?? {})) {
    if (value === undefined || value === false) continue;
    target.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [name, value] of Object.entries(properties.variables ?? {})) {
    target.style.setProperty(name, value);
  }
}
