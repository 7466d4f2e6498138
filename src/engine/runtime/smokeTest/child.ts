import { executionProviderChoices, type ExecutionProvider } from '../executionProvider.ts';
import { smokeTest } from './smokeTest.ts';

/**
 * Entry of the process that a provider is tried in: `child PROVIDER FOLDER`, started with a channel to its parent. Its
 * one message is the verdict; a process that ends without it has crashed.
 */
const [, , provider, directory] = process.argv;
if (process.send === undefined || directory === undefined || !isProvider(provider)) {
  throw new Error('This file is started by TriMix to try an execution provider.');
}
void smokeTest(provider, directory).then((verdict) => process.send?.(verdict));

function isProvider(name: string | undefined): name is ExecutionProvider {
  return name !== 'auto' && executionProviderChoices.some((choice) => choice === name);
}
