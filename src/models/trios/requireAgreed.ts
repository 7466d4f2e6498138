import { isDeepStrictEqual } from 'node:util';
import { TriMixError } from '../../engine/errors.ts';
import type { InstallOffer } from './installOffer.ts';
import type { InstallationPlan } from './modelPlan.ts';
import { checkpointOffer } from './offerTrio.ts';

/**
 * Checks that everything that is going to be downloaded was offered: these repositories, at these commits, under these
 * licences.
 *
 * @throws TriMixError `licence-not-agreed`
 */
export function requireAgreed({ models }: InstallationPlan, offer: InstallOffer): void {
  for (const model of models) {
    const wanted = checkpointOffer(model);
    if (wanted === null) continue;
    const name = wanted.repository;
    const offered = offer.checkpoints.find(({ repository }) => repository === name);
    const refuse = (reason: string): never => {
      throw new TriMixError('licence-not-agreed', { name, reason });
    };
    if (offered === undefined) refuse('it was not part of the offer');
    else if (offered.commit !== wanted.commit) refuse('it has changed since');
    else if (!isDeepStrictEqual(offered.licence, wanted.licence)) refuse('its licence has changed since');
  }
}
