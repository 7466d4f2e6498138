import type { TriMixError } from '../errors.ts';

/** What allocators of ONNX Runtime and of C++ say when memory is out. */
const outOfMemory = /bad[_ ]?alloc|out of memory|failed to allocate|allocat\w+ fail/iu;

/**
 * Whether a model failed to load because of where it was loaded, so that another place may take it: the provider
 * cannot run it, or memory was out. A damaged file is damaged everywhere.
 */
export function isProviderRefusal({ code, details }: TriMixError): boolean {
  if (code === 'execution-provider-unavailable') return true;
  return code === 'model-file-damaged' && outOfMemory.test(String(details['reason'] ?? ''));
}
