import { join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import type { CatalogueCheckpoint, CatalogueTrio } from '../catalogue/catalogue.ts';
import { bytesOnDisk, downloadBytes } from '../catalogue/footprint.ts';
import { publishedParameterCount } from '../catalogue/shape.ts';
import type { Precision } from '../convert/precision.ts';
import { readTokenizerFiles } from '../convert/tokenizerFiles.ts';
import type { HubClient } from '../hub/hubClient.ts';
import { listRevision, type RemoteFile, type RevisionListing } from '../hub/listRevision.ts';
import { checkpointFiles } from '../store/checkpointFiles.ts';
import { bytesToBring, isWeights } from './checkpointDownload.ts';
import { openTrioModel, type TrioModel } from './installedTrios.ts';
import { orNull } from './orNull.ts';
import { treeBytes } from './treeBytes.ts';
import { findModel, isWanted, type FoundModel, type WantedModel } from './sharedModels.ts';
import { termsOf, type StatedTerms } from './statedTerms.ts';
import { readTarget, type Target } from './target.ts';
import {
  installationFolder,
  modelFolderName,
  modelWorkFolder,
  trioPlaces,
  trioRoles,
  type TrioRole,
} from './trioFolders.ts';
import { trioName } from './trioName.ts';

/** A model that has to be made from a checkpoint of the hub. */
export interface ModelToMake {
  readonly kind: 'download';
  readonly role: TrioRole;
  /** Folder it gets in the trio. */
  readonly folder: string;
  readonly checkpoint: CatalogueCheckpoint;
  readonly listing: RevisionListing;
  readonly files: readonly RemoteFile[];
  readonly terms: StatedTerms;
  /** It was converted by an interrupted run, and only has to be put in its place. */
  readonly isMade: boolean;
  readonly bytesLeft: number;
  /** What an interrupted run has on the disk already. */
  readonly bytesInWork: number;
  /** Of the converted model (estimated). */
  readonly diskBytes: number;
}

/** A model that another trio in the store has already. */
export interface ModelToShare {
  readonly kind: 'share';
  readonly role: TrioRole;
  readonly folder: string;
  readonly repository: string;
  readonly found: FoundModel;
}

/** A model that is in the trio already. */
export interface ModelThere {
  readonly kind: 'there';
  readonly role: TrioRole;
  readonly folder: string;
}

export type ModelPlan = ModelToMake | ModelToShare | ModelThere;

/** What an installation has to do. */
export interface InstallationPlan {
  /** Name of the trio to be. */
  readonly name: string;
  readonly target: Target;
  readonly models: readonly ModelPlan[];
}

/**
 * Finds out which models of a trio are there, which another trio has, and what the hub has of the others. A model in
 * the trio itself counts whatever its commit: all languages share it in memory.
 *
 * @param client asked only for what is not there
 * @throws TriMixError `trio-name-taken`, `checkpoint-incomplete`, `store-not-writable`, and as `listRevision`
 */
export async function planInstallation(
  store: string,
  trio: CatalogueTrio,
  precision: Precision,
  client: HubClient,
): Promise<InstallationPlan> {
  const name = trioName(trio.id, precision);
  const target = await readTarget(trioPlaces(store, name).installed, client.signal);
  const models = await Promise.all(
    trioRoles.map(async (role): Promise<ModelPlan> => {
      const checkpoint = trio[role];
      const folder = modelFolderName(role, trio.language);
      const there = modelThere(target, role, trio, precision, name);
      if (there !== null) return { kind: 'there', role, folder: there };
      const listing = await listRevision(client, checkpoint.repository, 'main');
      const wanted = { repository: checkpoint.repository, commit: listing.commit, precision };
      const work = installationFolder(store, trio.id, precision);
      const made = await madeModel(join(work, folder), wanted);
      const found = made === null ? await findModel(store, name, wanted, client.signal) : null;
      if (found !== null) {
        return { kind: 'share', role, folder, repository: checkpoint.repository, found };
      }
      const files = checkpointFiles(checkpoint.repository, listing.files);
      const modelWork = modelWorkFolder(work, folder);
      return {
        kind: 'download',
        role,
        folder,
        checkpoint,
        listing,
        files,
        terms: termsOf(checkpoint, listing.licence),
        isMade: made !== null,
        bytesLeft: made === null ? await bytesToBring(modelWork, listing, files) : 0,
        bytesInWork: await treeBytes(modelWork),
        diskBytes: made?.bytes ?? convertedBytes(checkpoint, files, precision),
      };
    }),
  );
  return { name, target, models };
}

/**
 * Bytes of disk that an installation still needs: the models to be made, one file of weights at a time, and a matrix of
 * the vocabulary that has to outlive its file (a head is needed last, wherever it lies).
 */
export function peakBytes({ models }: InstallationPlan): number {
  const toMake = models.filter((model) => model.kind === 'download').filter(({ isMade }) => !isMade);
  const made = toMake.reduce((sum, { diskBytes }) => sum + diskBytes, 0);
  const passing = toMake.map(({ checkpoint, files }) => {
    const weights = files.filter(({ path }) => isWeights(path)).map(({ bytes }) => bytes);
    return (
      Math.max(...weights) + vocabularyShare(checkpoint) * weights.reduce((sum, bytes) => sum + bytes, 0)
    );
  });
  const there = toMake.reduce((sum, { bytesInWork }) => sum + bytesInWork, 0);
  return Math.max(0, Math.ceil(made + Math.max(0, ...passing) - there));
}

/** Share of one matrix of the vocabulary in all weights. */
function vocabularyShare({ shape }: CatalogueCheckpoint): number {
  return (shape.vocabularySize * shape.hiddenSize) / publishedParameterCount(shape);
}

/**
 * Bytes of the model to be: what the published shape gives, in proportion to what the hub lists (another number
 * format, or no vision tower).
 */
function convertedBytes(
  { shape }: CatalogueCheckpoint,
  files: readonly RemoteFile[],
  precision: Precision,
): number {
  const listed = files.reduce((sum, { path, bytes }) => sum + (isWeights(path) ? bytes : 0), 0);
  return Math.ceil((bytesOnDisk(shape, precision) * listed) / downloadBytes(shape));
}

/**
 * Folder of a model in the trio, where it can be used.
 *
 * @throws TriMixError `trio-name-taken` when it is another model than this trio's
 */
function modelThere(
  { present }: Target,
  role: TrioRole,
  trio: CatalogueTrio,
  precision: Precision,
  name: string,
): string | null {
  if (present === null) return null;
  const { sources } = present.manifest;
  const folder = role === 'smallCpt' ? sources.smallCpt[trio.language] : sources[role];
  const model = folder === undefined ? undefined : present.models.get(folder);
  if (model === undefined) return null;
  const { source, quantisation } = model.description;
  if (source.repository !== trio[role].repository || quantisation.precision !== precision) {
    throw new TriMixError('trio-name-taken', { name });
  }
  return model.folder;
}

/** What an interrupted run has converted, with the tokenizer it came with. */
async function madeModel(directory: string, wanted: WantedModel): Promise<TrioModel | null> {
  const model = await orNull(openTrioModel(directory, '.'));
  const tokenizer = await orNull(readTokenizerFiles(directory));
  return model !== null && tokenizer !== null && isWanted(model, wanted) ? model : null;
}
