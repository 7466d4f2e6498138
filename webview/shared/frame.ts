/**
 * Runs a function at most once per animation frame, however often it is asked for: a burst of tokens costs one
 * rendering. While the view is hidden no frame comes, and nothing is drawn.
 */
export function oncePerFrame(run: () => void): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      run();
    });
  };
}
