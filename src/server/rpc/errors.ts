import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { isCancellation, TriMixError } from '../../engine/errors.ts';
import type { TriMixErrorData } from '../../protocol/messages.ts';
import { trimixErrorCode } from '../../protocol/messages.ts';

/**
 * The form in which an error crosses to the client: errors of the catalogue keep their code and
 * their details in `data`; a cancelled request carries LSP's own code, so that no client takes it for a failure.
 */
export function toResponseError(error: unknown): ResponseError<TriMixErrorData> | Error {
  if (error instanceof ResponseError) return error as ResponseError<TriMixErrorData>;
  if (!(error instanceof TriMixError)) return error instanceof Error ? error : new Error(String(error));
  const data: TriMixErrorData = { code: error.code, details: error.details, showToUser: error.showToUser };
  const code = isCancellation(error) ? LSPErrorCodes.RequestCancelled : trimixErrorCode;
  return new ResponseError(code, error.message, data);
}
