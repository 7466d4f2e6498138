/** The bytes of an answer as they come. */
export async function* bodyOf({ body }: Response): AsyncGenerator<Uint8Array, void> {
  const chunks: AsyncIterable<Uint8Array> | null = body;
  if (chunks !== null) yield* chunks;
}
