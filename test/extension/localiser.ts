import { bundleLocaliser } from '../../src/extension/l10n/bundle.ts';

/** English as it stands in the sources, with the arguments filled in as VS Code does. */
export const english = bundleLocaliser('en', {});
