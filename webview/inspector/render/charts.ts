import type { Decision } from '../../../src/protocol/engineTypes.ts';
import { element, fill, svgElement } from '../../shared/dom.ts';
import { decimal } from '../../shared/format.ts';
import { sourceIds, sourceMark } from '../../shared/sources.ts';
import { fillText } from '../../shared/template.ts';
import { strings } from '../../strings.ts';
import { columnsPath, heightOf, scaleOf, stepsPath } from '../chart.ts';
import { weightsVary } from '../statistics.ts';

const height = 36;

/**
 * Two small charts along the generation: the margin of each token, and, for rules that change them, the weights.
 * They run as the text runs. Everything in them is also said in words elsewhere.
 */
export class Charts {
  readonly root = element('div', { class: 'charts' });
  readonly #onPoint: (index: number) => void;
  #drawn: { readonly decisions: readonly Decision[]; readonly shown: number | null } | null = null;

  constructor(onPoint: (index: number) => void) {
    this.#onPoint = onPoint;
  }

  update(decisions: readonly Decision[], shown: number | null, direction: 'ltr' | 'rtl'): void {
    if (this.#drawn?.decisions === decisions && this.#drawn.shown === shown) return;
    this.#drawn = { decisions, shown };
    const charts = decisions.length < 2 ? [] : [this.#margins(decisions, shown, direction)];
    if (weightsVary(decisions)) charts.push(this.#weights(decisions, shown, direction));
    fill(this.root, ...charts);
  }

  #margins(decisions: readonly Decision[], shown: number | null, direction: 'ltr' | 'rtl'): HTMLElement {
    const scale = scaleOf(decisions.map(({ margin }) => margin));
    const zero = heightOf(0, scale, height);
    const paths = sourceIds.map((source) => {
      const columns = decisions
        .filter(({ winner }) => winner === source)
        .map(({ index, margin }) => ({ index, value: margin }));
      const path = columnsPath(columns, scale, height, 0.7);
      return svgElement('path', {
        class: 'columns',
        attributes: { d: path, 'data-source': sourceMark[source] },
      });
    });
    const axis = svgElement('path', { class: 'axis', attributes: { d: `M0 ${zero}H${decisions.length}` } });
    return this.#frame(
      strings.inspector.chartLabel,
      strings.inspector.chart,
      decisions.length,
      shown,
      direction,
      [...paths, axis],
    );
  }

  #weights(decisions: readonly Decision[], shown: number | null, direction: 'ltr' | 'rtl'): HTMLElement {
    const series = sourceIds.map((source) => decisions.map(({ weights }) => weights[source]));
    const scale = scaleOf(series.flat());
    const paths = sourceIds.map((source, at) =>
      svgElement('path', {
        class: 'steps',
        attributes: { d: stepsPath(series[at] ?? [], scale, height), 'data-source': sourceMark[source] },
      }),
    );
    const label = fillText(strings.inspector.weightsChart, {
      low: decimal(scale.low),
      high: decimal(scale.high),
    });
    return this.#frame(strings.inspector.weightsLabel, label, decisions.length, shown, direction, paths);
  }

  #frame(
    label: string,
    description: string,
    count: number,
    shown: number | null,
    direction: 'ltr' | 'rtl',
    paths: readonly SVGElement[],
  ): HTMLElement {
    const cursor =
      shown === null
        ? null
        : svgElement('rect', { class: 'cursor', attributes: { x: shown, y: 0, width: 1, height } });
    const svg = svgElement(
      'svg',
      {
        class: direction === 'rtl' ? 'mirrored' : '',
        attributes: {
          viewBox: `0 0 ${count} ${height}`,
          preserveAspectRatio: 'none',
          role: 'img',
          'aria-label': description,
        },
      },
      cursor,
      ...paths,
    );
    svg.addEventListener('click', ({ clientX }) => {
      const { left, width } = svg.getBoundingClientRect();
      const share = (clientX - left) / Math.max(width, 1);
      const index = Math.floor((direction === 'rtl' ? 1 - share : share) * count);
      this.#onPoint(Math.max(0, Math.min(index, count - 1)));
    });
    return element(
      'div',
      { class: 'chart', variables: { '--count': String(count) } },
      element('span', { class: 'note' }, label),
      svg,
    );
  }
}
