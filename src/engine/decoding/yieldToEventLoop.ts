/**
 * Lets waiting messages in, a cancellation among them. `session.run` blocks its thread, and a promise chain alone
 * never gives the event loop a turn.
 */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
