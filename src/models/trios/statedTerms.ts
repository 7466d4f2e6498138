import type { CatalogueCheckpoint } from '../catalogue/catalogue.ts';
import type { StatedLicence } from '../hub/statedLicence.ts';

/** Under which terms a checkpoint comes, as far as anybody says. */
export interface StatedTerms {
  readonly licence: StatedLicence;
  /** Null where nobody says. */
  readonly commercialUse: boolean | null;
}

/**
 * The catalogue's fuller words for a licence, as long as the repository's card does not name another one: then both are
 * said, and no freedom is promised that one of them might not give.
 *
 * @param stated as the repository's card has it
 */
export function termsOf({ licence: known }: CatalogueCheckpoint, stated: StatedLicence): StatedTerms {
  const { id, name, url, commercialUse } = known;
  // «other» is the hub's word for a licence whose name stands beside it.
  const card = stated.id === 'other' ? stated.name : stated.id;
  if (card === null || card === id) return { licence: { id, name, url }, commercialUse };
  return {
    licence: {
      id: stated.id,
      name: `${name}; the repository's own page says «${card}»`,
      url: stated.url ?? url,
    },
    commercialUse: commercialUse ? null : false,
  };
}
