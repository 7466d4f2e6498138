import type { InstallOffer, InstallProgress, Precision } from '../../protocol/engineTypes.ts';
import type { ModelsRequests } from '../../protocol/models.ts';

/** Where models come from and go to. */
export interface ModelsPlaces {
  /** The program's own folder of models, with the catalogue. */
  readonly modelsFolder: string;
  readonly store: string;
  /** Null for where the checkpoints are published. */
  readonly endpoint: string | null;
}

/** Requests from the LSP thread to the models' thread. Each may be cancelled; what was downloaded is kept. */
export interface ModelsThreadRequests {
  offer: {
    params: ModelsPlaces & {
      readonly trio: string;
      readonly precision: Precision;
      readonly token: string | null;
    };
    result: InstallOffer;
  };
  install: {
    params: ModelsPlaces & {
      readonly offer: InstallOffer;
      readonly token: string | null;
      readonly job: string;
    };
    result: ModelsRequests['trimix/models/install']['result'];
  };
  import: {
    params: { readonly store: string; readonly directory: string; readonly job: string };
    result: ModelsRequests['trimix/models/import']['result'];
  };
  verify: {
    params: { readonly directory: string; readonly job: string };
    result: ModelsRequests['trimix/models/verify']['result'];
  };
}

/** Notifications from the models' thread; `job` is the one that the request named. */
export interface ModelsThreadNotifications {
  progress: { readonly job: string; readonly progress: InstallProgress };
}
