import { prefill } from '../decoding/prefill.ts';
import { TriMixError } from '../errors.ts';
import type { ExecutionProviderChoice } from '../runtime/executionProvider.ts';
import { LanguageModel } from '../runtime/languageModel.ts';
import type { ProviderTests } from '../runtime/smokeTest/providerTests.ts';

/**
 * Logits of the last position for a sequence of ids: to check a conversion against another implementation.
 *
 * @returns `logitsWidth` values
 * @throws TriMixError of loading and inference; `ids-invalid` for ids the model does not have or that do not fit
 */
export async function lastLogits(
  modelDirectory: string,
  ids: readonly number[],
  options: {
    readonly executionProvider: ExecutionProviderChoice;
    readonly providerTests?: ProviderTests;
    readonly signal?: AbortSignal;
  },
): Promise<Float32Array> {
  const model = await LanguageModel.load(modelDirectory, { ...options, label: modelDirectory });
  try {
    const wrong = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= model.logitsWidth);
    if (wrong !== undefined || ids.length === 0 || ids.length > model.contextLength) {
      throw new TriMixError('ids-invalid', {
        reason:
          wrong === undefined
            ? `${ids.length} ids were given; 1 to ${model.contextLength} fit`
            : `${wrong} is not an id below ${model.logitsWidth}`,
      });
    }
    return (await prefill(model, ids, { signal: options.signal })).row;
  } finally {
    await model.dispose();
  }
}
