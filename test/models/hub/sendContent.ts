import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Content } from './content.ts';

/** What goes wrong with the bytes of a file. Positions count from the first byte of this answer. */
export type ContentFault =
  /** The connection breaks. */
  | { readonly kind: 'cut'; readonly after: number }
  /** Nothing more comes, and the connection stays. */
  | { readonly kind: 'stall'; readonly after: number }
  /** One byte is another. */
  | { readonly kind: 'corrupt'; readonly at: number }
  /** The whole file has another length, and says so. */
  | { readonly kind: 'length'; readonly bytes: number }
  /** The whole file is sent with no word on its length, and has another. */
  | { readonly kind: 'unannounced-length'; readonly bytes: number }
  /** As a server that knows no ranges. */
  | { readonly kind: 'no-range' }
  /** Another part than was asked for. */
  | { readonly kind: 'wrong-range' };

/** Sends a file or a part of it as RFC 9110 asks, with one fault at most. */
export async function sendContent(
  request: IncomingMessage,
  response: ServerResponse,
  content: Content,
  fault: ContentFault | undefined,
  onSent: (bytes: number) => void = () => undefined,
): Promise<void> {
  const isStretched = fault?.kind === 'length' || fault?.kind === 'unannounced-length';
  const bytes = isStretched ? fault.bytes : content.bytes;
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const isPart = asked !== null && fault?.kind !== 'no-range';
  const start = isPart ? Number(asked[1]) : 0;
  if (isPart && start >= bytes) {
    response.writeHead(416, { 'content-range': `bytes */${bytes}` }).end();
    return;
  }
  if (isPart) {
    const shown = fault?.kind === 'wrong-range' ? start + 1 : start;
    response.setHeader('content-range', `bytes ${shown}-${bytes - 1}/${bytes}`);
  }
  if (fault?.kind !== 'unannounced-length') response.setHeader('content-length', bytes - start);
  response.writeHead(isPart ? 206 : 200);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(counted(spoilt(stretched(content, start, bytes), fault), onSent), response, {
      end: false,
    });
  } catch {
    // Whoever asked has gone away.
    return;
  }
  if (fault?.kind === 'stall') return;
  if (fault?.kind !== 'cut') response.end();
  // What was written has to leave before the connection breaks.
  else request.socket.end(() => request.socket.destroy());
}

async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  onSent: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    onSent(piece.byteLength);
    yield piece;
  }
}

/** The bytes up to where the connection breaks or stands still, and with the wrong one among them. */
async function* spoilt(
  pieces: AsyncIterable<Uint8Array>,
  fault: ContentFault | undefined,
): AsyncGenerator<Uint8Array> {
  const last = fault?.kind === 'cut' || fault?.kind === 'stall' ? fault.after : Infinity;
  let sent = 0;
  for await (const piece of pieces) {
    const chunk = Uint8Array.from(piece.subarray(0, last - sent));
    if (fault?.kind === 'corrupt' && fault.at >= sent && fault.at < sent + chunk.byteLength) {
      chunk[fault.at - sent]! ^= 1;
    }
    sent += chunk.byteLength;
    yield chunk;
    if (sent >= last) return;
  }
}

/** Content from a position on, cut off or filled up with zeros to another length. */
async function* stretched(content: Content, start: number, bytes: number): AsyncGenerator<Uint8Array> {
  let missing = bytes - start;
  for await (const chunk of content.read(start)) {
    if (missing <= 0) return;
    yield chunk.subarray(0, missing);
    missing -= chunk.byteLength;
  }
  if (missing > 0) yield new Uint8Array(missing);
}
