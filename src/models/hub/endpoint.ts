import { HUB_URL } from '@huggingface/hub';
import { TriMixError } from '../../engine/errors.ts';

/** Where the checkpoints are published. */
export const defaultEndpoint = HUB_URL;

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Checks a hub's address, with a path where a mirror has one, and drops a slash at its end.
 *
 * @param hasToken an access token is going to be sent there: never unencrypted over a network
 * @throws TriMixError `hub-endpoint-invalid`
 */
export function parseEndpoint(endpoint: string, hasToken: boolean): string {
  // The address may have a password in it: then it is not repeated.
  const invalid = (reason: string, shown = endpoint): TriMixError =>
    new TriMixError('hub-endpoint-invalid', { endpoint: shown, reason });
  if (!URL.canParse(endpoint)) throw invalid('it is not a web address');
  const url = new URL(endpoint);
  if (url.username !== '' || url.password !== '')
    throw invalid('it has a user name or password in it', url.host);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw invalid('it is not http or https');
  if (url.search !== '' || url.hash !== '') throw invalid('it has a query or a fragment');
  if (hasToken && url.protocol === 'http:' && !loopback.has(url.hostname)) {
    throw invalid('an access token would travel unencrypted');
  }
  return url.href.replace(/\/+$/, '');
}
