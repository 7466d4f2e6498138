import type { LanguageTag } from '../../engine/text/languages.ts';
import { chooseTrioFor, type InstalledTrio } from '../../models/index.ts';
import type { ServerSettings } from '../../protocol/settings.ts';

/** A trio that is chosen to write a language. */
export interface ChosenTrio {
  /** As settings and views name it; a folder of the user's own goes by its path. */
  readonly name: string;
  readonly directory: string;
  /** Another one when the folder has got or lost models: what is in memory is then out of date. */
  readonly version: string;
}

interface Choice {
  readonly settings: Pick<ServerSettings, 'trioPath' | 'trios'>;
  /** The trios of the store. */
  readonly trios: readonly InstalledTrio[];
  readonly demo: ChosenTrio;
}

/**
 * Which trio writes a language: the folder in the settings, else the trio that the settings name for the language,
 * else the one that was installed last for it, else the bundled demo.
 *
 * @param language null where it is not known
 */
export function chosenTrio(language: LanguageTag | null, { settings, trios, demo }: Choice): ChosenTrio {
  const { trioPath, trios: chosen } = settings;
  if (trioPath !== null) {
    const known = [demo, ...trios].find(({ directory }) => directory === trioPath);
    return { name: known?.name ?? trioPath, directory: trioPath, version: '' };
  }
  const trio = language === null ? null : chooseTrioFor(language, { trios, chosen });
  return trio === null ? demo : { name: trio.name, directory: trio.directory, version: versionOf(trio) };
}

function versionOf({ models }: InstalledTrio): string {
  return models.map(({ folder, installed }) => `${folder} ${installed.toISOString()}`).join(', ');
}
