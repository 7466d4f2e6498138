import type { Decision } from '../../../src/protocol/engineTypes.ts';
import { element, svgElement } from '../../shared/dom.ts';
import { decimal, integer } from '../../shared/format.ts';
import { sourceIds, sourceMark } from '../../shared/sources.ts';
import { fillText } from '../../shared/template.ts';
import { strings } from '../../strings.ts';
import { heightOf, scaleOf, stretchesPath } from '../chart.ts';
import { weightStepText } from '../describe.ts';
import { stretchesOf, type OnlineOrigin } from '../weightsWay.ts';

const height = 36;

/** How the weights came to be what they are: a small chart along the document, and the same in words, folded. */
export function weightsWay({ weightOrigin }: Decision): HTMLElement | null {
  // A way of one pair is told by the sentence on where the weights come from.
  if (weightOrigin.kind !== 'online' || weightOrigin.path.length < 2) return null;
  const { path } = weightOrigin;
  return element(
    'section',
    { class: 'way', attributes: { 'aria-labelledby': 'way-title' } },
    element('h3', { attributes: { id: 'way-title' } }, strings.card.way),
    chart(weightOrigin),
    element(
      'details',
      {},
      element('summary', {}, fillText(strings.card.waySteps, { count: integer(path.length) })),
      element('ol', {}, ...path.map((step) => element('li', {}, weightStepText(step)))),
    ),
  );
}

function chart(origin: OnlineOrigin): HTMLElement {
  const series = sourceIds.map((source) => ({ source, stretches: stretchesOf(origin, source) }));
  const scale = scaleOf(series.flatMap(({ stretches }) => stretches.map(({ value }) => value)));
  const first = origin.path[0]?.token ?? 0;
  const last = origin.length + 1;
  const zero = heightOf(0, scale, height);
  const paths = series.map(({ source, stretches }) =>
    svgElement('path', {
      class: 'steps',
      attributes: { d: stretchesPath(stretches, scale, height), 'data-source': sourceMark[source] },
    }),
  );
  const label = fillText(strings.card.wayChart, {
    first: integer(first + 1),
    last: integer(last),
    low: decimal(scale.low),
    high: decimal(scale.high),
  });
  return element(
    'div',
    { class: 'chart' },
    element('span', { class: 'note' }, strings.card.wayLabel),
    svgElement(
      'svg',
      {
        attributes: {
          viewBox: `${first} 0 ${last - first} ${height}`,
          preserveAspectRatio: 'none',
          role: 'img',
          'aria-label': label,
        },
      },
      svgElement('path', { class: 'axis', attributes: { d: `M${first} ${zero}H${last}` } }),
      ...paths,
    ),
  );
}
