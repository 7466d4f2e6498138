/**
 * Starts an action on items while earlier ones are still at work, and yields the results in the order of the items.
 *
 * @param capacity how many may be at work at once, at least 1: so many items are in memory at most
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  capacity: number,
  action: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const started: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const result = action(item);
      // It is waited for in its turn; until then a failure must not count as one that nobody looks at.
      result.catch(() => undefined);
      started.push(result);
      if (started.length >= capacity) yield await started.shift()!;
    }
    while (started.length > 0) yield await started.shift()!;
  } finally {
    await Promise.allSettled(started);
  }
}
