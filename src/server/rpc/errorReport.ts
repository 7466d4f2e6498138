import type { TriMixError } from '../../engine/errors.ts';
import type { ErrorReport } from '../../protocol/errorReport.ts';

/** An error of the catalogue as a client gets it: with all that is needed to say it in another language. */
export function errorReport({ code, details, message }: TriMixError): ErrorReport {
  return { code, details, message };
}
