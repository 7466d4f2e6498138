import type { TextPassage, TextPlace, TextView } from '../../../src/protocol/textPreview.ts';
import { element, setAttribute, setAttributes } from '../../shared/dom.ts';
import { textAttributesOf } from '../../shared/languages.ts';
import { strings } from '../../strings.ts';
import { Line } from './line.ts';

/** Lines that run the same way: below one another, or, in traditional Mongolian, column after column. */
export class Passage {
  readonly root = element('div', { class: 'passage script', attributes: { role: 'group' } });
  readonly #lines: Line[] = [];
  #first = 0;

  update({ language, direction, lines }: TextPassage, view: TextView): void {
    setAttributes(this.root, textAttributesOf(direction, language ?? ''));
    const name = language === null ? strings.textPreview.unknownLanguage : strings.languages[language];
    setAttribute(this.root, 'aria-label', name);
    this.#first = lines[0]?.number ?? 0;
    for (const surplus of this.#lines.splice(lines.length)) surplus.root.remove();
    lines.forEach((line, index) => (this.#lines[index] ?? this.#add()).update(line, view));
  }

  /** The line of the document with that number, when it is one of these. */
  line(number: number): Line | undefined {
    return this.#lines[number - this.#first];
  }

  /** The place that a point of the window shows; null when the element there is on no line of these. */
  placeAt(target: Element, x: number, y: number): TextPlace | null {
    const hit = this.#lines.find(({ root }) => root.contains(target));
    return hit?.placeAt(x, y) ?? null;
  }

  #add(): Line {
    const line = new Line();
    this.#lines.push(line);
    this.root.append(line.root);
    return line;
  }
}
