import type { LanguageTag } from '../../engine/text/languages.ts';
import { detours } from '../../engine/trio/detour.ts';
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
 * else the one that was installed last for it, else one that writes it by conversion, else the bundled demo.
 *
 * @param language null where it is not known
 */
export function chosenTrio(language: LanguageTag | null, { settings, trios, demo }: Choice): ChosenTrio {
  const { trioPath, trios: chosen } = settings;
  if (trioPath !== null) {
    const known = [demo, ...trios].find(({ directory }) => directory === trioPath);
    return { name: known?.name ?? trioPath, directory: trioPath, version: '' };
  }
  const isDemo = language !== null && chosen[language] === demo.name;
  const trio = language === null || isDemo ? null : writerOf(language, { trios, chosen });
  return trio === null ? demo : { name: trio.name, directory: trio.directory, version: versionOf(trio) };
}

/** Its own trio, else one that writes it in another script: that is still more than the demo can do. */
function writerOf(language: LanguageTag, choice: Parameters<typeof chooseTrioFor>[1]): InstalledTrio | null {
  const own = chooseTrioFor(language, choice);
  const detour = detours.find(({ asked }) => asked === language);
  return own ?? (detour === undefined ? null : chooseTrioFor(detour.model, choice));
}

function versionOf({ models }: InstalledTrio): string {
  return models.map(({ folder, installed }) => `${folder} ${installed.toISOString()}`).join(', ');
}
