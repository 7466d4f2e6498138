import type { Localiser } from '../../src/extension/localiser.ts';

/** English as it stands in the sources, with the arguments filled in as VS Code does. */
export const english: Localiser = {
  t: (message, ...args) =>
    message.replace(/\{(\d+)\}/g, (whole, index) => {
      const argument = args[Number(index)];
      return argument === undefined ? whole : String(argument);
    }),
};
