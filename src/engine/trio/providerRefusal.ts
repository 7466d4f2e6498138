import type { TriMixError } from '../errors.ts';

/** What allocators of ONNX Runtime and of C++ say when memory is out. */
const outOfMemory = /bad[_ ]?alloc|out of memory|failed to allocate|allocat\w+ fail/iu;

/**
 * Whether a model failed to load because of where it was loaded, so that another place may take it: the provider
 * cannot run it, or memory was out. A damaged file is damaged everywhere.
 */
export function isProviderRefusal(error: TriMixError): boolean {
  const { code } = error;
  return (
    code === 'execution-provider-unavailable' || (code === 'model-file-damaged' && wasMemoryShort(error))
  );
}

/** Whether a load failed because memory was short, by the plan or by what an allocator said. */
export function wasMemoryShort({ code, details }: TriMixError): boolean {
  return code === 'memory-insufficient' || outOfMemory.test(String(details['reason'] ?? ''));
}
