import type { Precision } from '../convert/precision.ts';
import type { StatedLicence } from '../hub/statedLicence.ts';

/** One checkpoint of a trio that is going to be downloaded. */
export interface CheckpointOffer {
  /** `OWNER/NAME` on the hub. */
  readonly repository: string;
  /** The commit that was listed, and that will be downloaded: agreement is to this one. */
  readonly commit: string;
  /** As the catalogue names it where it knows the checkpoint, else as the repository's card does. */
  readonly licence: StatedLicence;
  /** Null where nobody says. */
  readonly commercialUse: boolean | null;
  /** Bytes that an installation still has to bring: what an interrupted one has left or converted is not in it. */
  readonly downloadBytes: number;
}

/** What installing a trio will do, before the first byte of weights. */
export interface InstallOffer {
  /** Id in the catalogue. */
  readonly trio: string;
  readonly precision: Precision;
  /** The checkpoints to download; those that an installed trio shares with this one are not among them. */
  readonly checkpoints: readonly CheckpointOffer[];
  readonly downloadBytes: number;
  /** Bytes the converted models will take, without what is shared. */
  readonly diskBytes: number;
  /** Bytes of disk needed while installing: the models, and one shard of a checkpoint at a time. */
  readonly peakDiskBytes: number;
}
