import { mkdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { assertNever, throwIfAborted, TriMixError } from '../../engine/errors.ts';
import type { LanguageTag } from '../../engine/text/languages.ts';
import type { TrioManifest } from '../../engine/trio/trioManifest.ts';
import { convertModel } from '../convert/convertModel.ts';
import type { Precision } from '../convert/precision.ts';
import { onDisk } from '../files/onDisk.ts';
import { requireSpace } from '../store/diskSpace.ts';
import { exists } from '../store/installedCheckpoints.ts';
import { withLock } from '../store/lock.ts';
import { copyModel } from './copyModel.ts';
import { usualWeights } from './installedManifest.ts';
import type { InstalledTrio } from './installedTrios.ts';
import { InstallMeter } from './installMeter.ts';
import type { InstallProgress } from './installProgress.ts';
import { putTrioInPlace } from './putTrioInPlace.ts';
import { importFolder, largeInsFolder, smallBaseFolder, smallCptFolder, trioPlaces } from './trioFolders.ts';
import { requireTrioName } from './trioName.ts';
import { openPart, type TrioPart } from './trioPart.ts';
import { copyTokenizer, dropTokenizer } from './trioTokenizer.ts';
import { sweepWork } from './workFolders.ts';

export interface AssembleTrioOptions {
  readonly store: string;
  readonly name: string;
  /** How menus call it. */
  readonly title: string;
  /** Folders on this machine: models as they are, or checkpoints to convert. They stay as they are. */
  readonly largeIns: string;
  readonly smallBase: string;
  /** One folder may write several languages. */
  readonly smallCpt: readonly { readonly language: LanguageTag; readonly directory: string }[];
  /** What checkpoints are converted to. */
  readonly precision: Precision;
  readonly onProgress?: ((progress: InstallProgress) => void) | undefined;
  readonly signal: AbortSignal;
}

/** A folder that becomes a model of the trio. */
interface Piece {
  /** What it is called in the trio. */
  readonly folder: string;
  readonly part: TrioPart;
}

/**
 * Makes a trio of folders on this machine, whole or not at all, without any network: checkpoints are converted, models
 * are taken as they are (by hard link where that is possible).
 *
 * @throws TriMixError `trio-name-invalid`, `trio-name-taken`, `trio-tokenizers-differ`, `store-busy`,
 *   `store-lock-lost`, `store-not-writable`, `disk-space-short`, `disk-full`, and as `openModelFolder` and
 *   `convertModel`
 */
export async function assembleTrio(options: AssembleTrioOptions): Promise<InstalledTrio> {
  const { store, name, signal } = options;
  requireTrioName(name);
  const { folders, manifest } = planFolders(options);
  const pieces: Piece[] = [];
  for (const [folder, directory] of folders) pieces.push({ folder, part: await openPart(directory, signal) });
  const { installed, lock } = trioPlaces(store, name);
  return withLock(lock, name, signal, async (held) => {
    await sweepWork(store, name);
    if (await exists(installed)) throw new TriMixError('trio-name-taken', { name });
    const work = importFolder(store, name);
    try {
      await onDisk(work, () => mkdir(work, { recursive: true }));
      // A conversion writes less than it reads; what is linked takes nothing.
      await requireSpace(work, bytesOf(pieces, 'model') + bytesOf(pieces, 'checkpoint'));
      await makePieces(pieces, work, options, held.signal);
      throwIfAborted(held.signal);
      const names = pieces.map(({ folder }) => folder);
      return await putTrioInPlace({
        store,
        work,
        folders: names,
        installed,
        extends: false,
        manifest,
        lock: held,
      });
    } finally {
      await rm(work, { recursive: true, force: true }).catch(() => undefined);
    }
  });
}

/** Which folder of the trio each source becomes; a source that writes several languages becomes one. */
function planFolders({ name, title, largeIns, smallBase, smallCpt: sources }: AssembleTrioOptions): {
  readonly folders: ReadonlyMap<string, string>;
  readonly manifest: TrioManifest;
} {
  const folders = new Map([
    [largeInsFolder, resolve(largeIns)],
    [smallBaseFolder, resolve(smallBase)],
  ]);
  const known = new Map<string, string>();
  const smallCpt: TrioManifest['sources']['smallCpt'] = {};
  for (const { language, directory } of sources) {
    const source = resolve(directory);
    const folder = known.get(source) ?? smallCptFolder(language);
    known.set(source, folder);
    folders.set(folder, source);
    smallCpt[language] = folder;
  }
  return {
    folders,
    manifest: {
      format: 1,
      name,
      title,
      experimental: [],
      sources: { largeIns: largeInsFolder, smallBase: smallBaseFolder, smallCpt },
      recommendedWeights: { completion: usualWeights, translation: usualWeights },
    },
  };
}

function bytesOf(pieces: readonly Piece[], kind: TrioPart['kind']): number {
  const parts = pieces.map(({ part }) => part).filter((part) => part.kind === kind);
  return parts.reduce((sum, part) => sum + (part.kind === 'model' ? part.model.bytes : part.bytes), 0);
}

async function makePieces(
  pieces: readonly Piece[],
  work: string,
  { precision, onProgress }: AssembleTrioOptions,
  signal: AbortSignal,
): Promise<void> {
  const report = (progress: InstallProgress): void => onProgress?.(progress);
  const total = bytesOf(pieces, 'checkpoint');
  const meter = new InstallMeter({ steps: pieces.length, total, report });
  for (const { folder, part } of pieces) {
    const to = join(work, folder);
    const name = basename(part.directory);
    switch (part.kind) {
      case 'model': {
        meter.begin(name, 0);
        const onCopied = (done: number, bytes: number): void => meter.copying(done, bytes);
        await copyModel({ from: part.directory, model: part.model, to, mayLink: true, onCopied, signal });
        if (part.tokenizer === part.directory) break;
        await dropTokenizer(to);
        await copyTokenizer(part.tokenizer, to);
        break;
      }
      case 'checkpoint':
        meter.begin(name, part.bytes);
        await convertModel({
          source: part.directory,
          out: to,
          precision,
          provenance: { repository: name, revision: 'unknown', licence: 'unknown' },
          signal,
          onProgress: (done, all) => meter.converting(all === 0 ? 1 : done / all),
        });
        break;
      default:
        assertNever(part);
    }
  }
}
