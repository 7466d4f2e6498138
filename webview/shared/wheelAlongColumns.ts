/**
 * Lets the mouse wheel move text in columns sideways: turned towards the reader, on to the columns at the right; turned
 * away, back (W3C, Mongolian Layout Requirements, «Mouse pointer rules»). At the first and the last column the wheel moves
 * the page, so that nobody is held there. A wheel that turns sideways, and any key held with it, keep their meaning.
 */
export function wheelAlongColumns(root: HTMLElement): void {
  root.addEventListener(
    'wheel',
    (event) => {
      const { target, deltaX, deltaY, shiftKey, ctrlKey, altKey, metaKey } = event;
      if (deltaX !== 0 || deltaY === 0 || shiftKey || ctrlKey || altKey || metaKey) return;
      if (!(target instanceof Element)) return;
      const columns = target.closest('[data-flow="vertical"]');
      if (columns === null) return;
      const before = columns.scrollLeft;
      columns.scrollLeft += deltaY * pixels(event, columns);
      if (columns.scrollLeft !== before) event.preventDefault();
    },
    { passive: false },
  );
}

/** Pixels in one of the units that a wheel counts in. */
function pixels({ deltaMode }: WheelEvent, columns: Element): number {
  if (deltaMode === WheelEvent.DOM_DELTA_PAGE) return columns.clientWidth;
  if (deltaMode === WheelEvent.DOM_DELTA_LINE)
    return Number.parseFloat(getComputedStyle(columns).lineHeight) || 16;
  return 1;
}
