import type { IncomingMessage, ServerResponse } from 'node:http';

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
export function sendContent(
  request: IncomingMessage,
  response: ServerResponse,
  content: Buffer,
  fault: ContentFault | undefined,
): void {
  const whole =
    fault?.kind === 'length' || fault?.kind === 'unannounced-length'
      ? stretch(content, fault.bytes)
      : content;
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const start = asked === null || fault?.kind === 'no-range' ? null : Number(asked[1]);
  if (start !== null && start >= whole.byteLength) {
    response.writeHead(416, { 'content-range': `bytes */${whole.byteLength}` }).end();
    return;
  }
  const body = Buffer.from(whole.subarray(start ?? 0));
  if (start !== null) {
    const shown = fault?.kind === 'wrong-range' ? start + 1 : start;
    response.setHeader('content-range', `bytes ${shown}-${whole.byteLength - 1}/${whole.byteLength}`);
  }
  if (fault?.kind !== 'unannounced-length') response.setHeader('content-length', body.byteLength);
  response.writeHead(start === null ? 200 : 206);
  if (request.method === 'HEAD') {
    response.end();
  } else if (fault?.kind === 'cut') {
    response.write(body.subarray(0, fault.after), () => request.socket.destroy());
  } else if (fault?.kind === 'stall') {
    response.write(body.subarray(0, fault.after));
  } else {
    if (fault?.kind === 'corrupt') body[fault.at] = (body[fault.at] ?? 0) ^ 1;
    response.end(body);
  }
}

function stretch(content: Buffer, bytes: number): Buffer {
  return Buffer.concat([content, Buffer.alloc(Math.max(0, bytes - content.byteLength))]).subarray(0, bytes);
}
