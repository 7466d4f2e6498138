import type { LanguageTag } from '../../engine/text/languages.ts';
import type { InstalledTrio } from './installedTrios.ts';
import { bundledTrioName } from './trioName.ts';

/**
 * Which installed trio writes a language: the chosen one, else the one whose model of that language was installed
 * last.
 *
 * @param chosen what the user chose for each language, by the trio's name; a name that none of the trios has, or that
 *   does not write the language, counts as no choice, except the names of bundled trios
 * @returns null where the bundled trio is to be used: it was chosen, or there is no other
 */
export function chooseTrioFor(
  language: LanguageTag,
  {
    trios,
    chosen,
  }: {
    readonly trios: readonly InstalledTrio[];
    readonly chosen: Readonly<Partial<Record<LanguageTag, string>>>;
  },
): InstalledTrio | null {
  const name = chosen[language];
  if (name === bundledTrioName) return null;
  const writers = trios.filter(({ manifest }) => manifest.sources.smallCpt[language] !== undefined);
  const named = writers.find((trio) => trio.name === name);
  if (named !== undefined) return named;
  const installed = (trio: InstalledTrio): number =>
    trio.models
      .find(({ folder }) => folder === trio.manifest.sources.smallCpt[language])
      ?.installed.getTime() ?? 0;
  return writers.reduce<InstalledTrio | null>(
    (latest, trio) => (latest === null || installed(trio) > installed(latest) ? trio : latest),
    null,
  );
}
