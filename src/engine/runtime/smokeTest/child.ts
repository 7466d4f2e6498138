import { executionProviderChoices, type ExecutionProvider } from '../executionProvider.ts';
import { speedTest } from '../speedTest/speedTest.ts';
import { smokeTest } from './smokeTest.ts';

/**
 * Entry of the process that a provider is tried in, started with a channel to its parent: `child smoke PROVIDER FOLDER`
 * tries it with the tiny models of a folder, `child speed PROVIDER FOLDER LONGEST-RUN` measures a model, with `any` for
 * a provider that takes runs of any length. Its one message is the verdict; a process that ends without it has crashed.
 */
const [, , work, provider, directory, longest = 'any'] = process.argv;
const longestRun = longest === 'any' ? null : Number(longest);
if (process.send === undefined || directory === undefined || !isProvider(provider)) refuse();
void (
  work === 'smoke'
    ? smokeTest(provider, directory)
    : work === 'speed'
      ? speedTest(provider, directory, longestRun)
      : refuse()
).then((verdict) => process.send?.(verdict));

function isProvider(name: string | undefined): name is ExecutionProvider {
  return name !== 'auto' && executionProviderChoices.some((choice) => choice === name);
}

function refuse(): never {
  throw new Error('This file is started by TriMix to try an execution provider.');
}
