import type { CatalogueTrio } from '../catalogue/catalogue.ts';
import type { Precision } from '../convert/precision.ts';
import { defaultEndpoint } from '../hub/endpoint.ts';
import { HubClient } from '../hub/hubClient.ts';
import { patientRetry, type RetryPolicy } from '../hub/retry.ts';
import type { CheckpointOffer, InstallOffer } from './installOffer.ts';
import { peakBytes, planInstallation, type InstallationPlan, type ModelPlan } from './modelPlan.ts';

/** How the hub is asked. */
export interface HubOptions {
  /** The hub or a mirror of it; left out, where the checkpoints are published. */
  readonly endpoint?: string | undefined;
  /** Access token, for gated repositories. It is sent to the endpoint only, and stored nowhere. */
  readonly token?: string | undefined;
  readonly signal: AbortSignal;
  /** Left out: patient enough for a bad connection. */
  readonly retry?: RetryPolicy | undefined;
}

export interface OfferOptions extends HubOptions {
  /** The store's folder; it need not exist. */
  readonly store: string;
  readonly trio: CatalogueTrio;
  readonly precision: Precision;
}

/**
 * Finds out what installing a trio means: which checkpoints have to be downloaded, under which licences, and how much
 * room that takes. Asks the hub about the models that are not in the store, and changes nothing.
 *
 * @throws TriMixError `trio-name-taken`, `checkpoint-incomplete`, `store-not-writable`, and as `HubClient.open`
 */
export async function offerTrio(options: OfferOptions): Promise<InstallOffer> {
  const { store, trio, precision } = options;
  const plan = await planInstallation(store, trio, precision, hubClient(options));
  return offerOf(plan, trio, precision);
}

/** @throws TriMixError `hub-endpoint-invalid`, `hub-token-invalid` */
export function hubClient({ endpoint = defaultEndpoint, token, signal, retry }: HubOptions): HubClient {
  return new HubClient({ endpoint, token, retry: retry ?? patientRetry, signal });
}

function offerOf(plan: InstallationPlan, { id }: CatalogueTrio, precision: Precision): InstallOffer {
  const checkpoints = plan.models.flatMap((model) => checkpointOffer(model) ?? []);
  const toMake = plan.models.filter((model) => model.kind === 'download');
  return {
    trio: id,
    precision,
    checkpoints,
    downloadBytes: checkpoints.reduce((sum, checkpoint) => sum + checkpoint.downloadBytes, 0),
    diskBytes: toMake.reduce((sum, { diskBytes }) => sum + diskBytes, 0),
    peakDiskBytes: peakBytes(plan),
  };
}

/** Null for a model that needs no download. */
export function checkpointOffer(model: ModelPlan): CheckpointOffer | null {
  if (model.kind !== 'download') return null;
  const { checkpoint, listing, terms, bytesLeft } = model;
  return {
    repository: checkpoint.repository,
    commit: listing.commit,
    ...terms,
    downloadBytes: bytesLeft,
  };
}
