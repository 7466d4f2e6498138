import { z } from 'zod';
import type { ErrorCode } from '../../engine/errors.ts';
import { errorCodes, TriMixError } from '../../engine/errors.ts';
import { trimixErrorCode } from '../../protocol/messages.ts';

/** An error of the catalogue on its way between two threads: enough to build it again on the other side. */
const wireErrorSchema = z.object({
  code: z.literal(trimixErrorCode),
  data: z.object({
    code: z.custom<ErrorCode>((value) => (errorCodes as readonly unknown[]).includes(value)),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
});

export type WireErrorData = z.infer<typeof wireErrorSchema>['data'];

/** What a thread puts into the response error's `data`. */
export function toWireData(error: TriMixError): WireErrorData {
  return { code: error.code, details: error.details };
}

/** The catalogue's error that a response error stands for; null when it stands for none. */
export function fromWire(error: unknown): TriMixError | null {
  const parsed = wireErrorSchema.safeParse(error);
  return parsed.success ? new TriMixError(parsed.data.data.code, parsed.data.data.details, error) : null;
}
