import type {
  ExecutionProvider,
  Fit,
  InstallOffer,
  InstallProgress,
  LanguageTag,
  Precision,
} from './engineTypes.ts';
import type { ErrorReport } from './errorReport.ts';

export type { Fit } from './engineTypes.ts';

/** Memory that models can have on this machine, in bytes. */
export interface MachineMemory {
  readonly total: number;
  /** Free now, without what other programs would have to give up. */
  readonly available: number;
  /** The graphics processor that models would run on; null where there is none, or none that can be used. */
  readonly gpu: {
    readonly name: string;
    readonly executionProvider: ExecutionProvider;
    readonly total: number;
    /** Null where the system does not tell. */
    readonly available: number | null;
  } | null;
}

/** A model of a trio on disk. */
export interface ModelView {
  /** Its folder in the trio's. */
  readonly folder: string;
  /** The repository or folder it came from; null where its files do not say. */
  readonly source: string | null;
  readonly revision: string | null;
  readonly licence: string | null;
  readonly precision: Precision;
  readonly bytes: number;
}

/** A trio that can be used. */
export interface TrioView {
  readonly name: string;
  readonly title: string;
  readonly directory: string;
  readonly kind: 'bundled' | 'installed';
  readonly languages: readonly LanguageTag[];
  readonly experimental: readonly LanguageTag[];
  readonly bytes: number;
  readonly fit: Fit;
  readonly models: readonly ModelView[];
}

/** A trio of the catalogue, in one of the precisions it can be installed in. */
export interface PrecisionView {
  readonly precision: Precision;
  /** Estimates in bytes, all three models together. */
  readonly diskBytes: number;
  readonly memoryBytes: number;
  readonly fit: Fit;
  readonly installed: boolean;
}

/** A trio of the catalogue. */
export interface CatalogueTrioView {
  readonly id: string;
  /** Such as «Qwen2.5 1.5B + 7B». */
  readonly title: string;
  /** The language and script it was trained on. */
  readonly language: LanguageTag;
  readonly repositories: { readonly largeIns: string; readonly smallCpt: string; readonly smallBase: string };
  readonly downloadBytes: number;
  readonly precisions: readonly PrecisionView[];
  /** What suits this machine best. */
  readonly recommended: Precision;
  readonly licences: readonly {
    readonly name: string;
    readonly url: string;
    readonly commercialUse: boolean;
  }[];
  /** Needs an access token of the hub, of an account that has accepted the terms there. */
  readonly gated: boolean;
  /** Web pages on the hub where those terms are accepted: one for each gated checkpoint. */
  readonly accessPages: readonly string[];
  /** Listed with the paper, and not certain to be published. */
  readonly onlyIfOnHub: boolean;
  /** Published figures: see `qualityMeasure`. */
  readonly quality: readonly {
    readonly rule: string;
    readonly toEnglish: number;
    readonly fromEnglish: number;
  }[];
}

/** Everything a view of the models shows. */
export interface ModelsOverview {
  readonly store: string;
  readonly memory: MachineMemory;
  readonly freeDiskBytes: number;
  readonly trios: readonly TrioView[];
  /** Which trio writes each language now, by name. */
  readonly inUse: Readonly<Record<LanguageTag, string>>;
  /** Installations that were interrupted: installing the same again goes on with them. */
  readonly unfinished: readonly {
    readonly trio: string;
    readonly precision: Precision;
    readonly bytes: number;
  }[];
  readonly broken: readonly ({ readonly directory: string } & ErrorReport)[];
  readonly catalogue: readonly CatalogueTrioView[];
  readonly qualityMeasure: string;
}

/** Requests about models on disk. Long ones report by `trimix/models/progress` and can be cancelled. */
export interface ModelsRequests {
  'trimix/models/overview': { params: null; result: ModelsOverview };
  /** Asks the hub what installing means; downloads nothing. The token is used for this request and kept nowhere. */
  'trimix/models/offer': {
    params: { readonly trio: string; readonly precision: Precision; readonly token: string | null };
    result: InstallOffer;
  };
  /** Sending an offer back is the agreement to its licences. */
  'trimix/models/install': {
    params: { readonly offer: InstallOffer; readonly token: string | null; readonly job: string };
    result: { readonly name: string; readonly directory: string };
  };
  /** Takes a trio's folder that was made elsewhere into the store, without network. */
  'trimix/models/import': {
    params: { readonly directory: string; readonly job: string };
    result: { readonly name: string; readonly directory: string };
  };
  'trimix/models/verify': {
    params: { readonly directory: string; readonly job: string };
    result: {
      readonly ok: boolean;
      readonly findings: readonly {
        readonly file: string;
        readonly ok: boolean;
        /** In English. */
        readonly finding: string;
        /** The error that the finding is the message of; null where it is another one. */
        readonly error: ErrorReport | null;
      }[];
    };
  };
  /** Removes a trio, or one language of it where it has several. */
  'trimix/models/remove': {
    params: { readonly name: string; readonly language: LanguageTag | null };
    result: null;
  };
  /** Throws away what an interrupted installation has left. */
  'trimix/models/discard': {
    params: { readonly trio: string; readonly precision: Precision };
    result: null;
  };
  /** Frees the memory of the loaded models; they are loaded again when they are needed. */
  'trimix/models/unload': { params: null; result: null };
}

export interface ModelsNotifications {
  /** `job` is the one that the request named. */
  'trimix/models/progress': { readonly job: string; readonly progress: InstallProgress };
  /** Something was installed or removed, here or by another window. */
  'trimix/models/didChange': null;
}
