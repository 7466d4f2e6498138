import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { convertScript } from '../../../src/engine/scripts/convertScript.ts';
import type { ScriptTag } from '../../../src/engine/scripts/scriptTag.ts';
import { paragraphs } from '../udhr.ts';

const heldOut = z.object({ texts: z.array(z.string()) });

/** Real text there is in the repository (held-out text of the demo and UDHR; their READMEs name sources and licences). */
function realLines(file: 'bo' | 'ug' | 'kk-Cyrl'): readonly string[] {
  const path = new URL(`../../../models/demo/held-out/${file}.json`, import.meta.url);
  const { texts } = heldOut.parse(JSON.parse(readFileSync(path, 'utf8')));
  return [...texts.flatMap((text) => text.split('\n')), ...paragraphs(file)].filter(
    (line) => line.trim() !== '',
  );
}

const written = {
  'bo-Tibt': realLines('bo'),
  'ug-Arab': realLines('ug'),
  'kk-Cyrl': realLines('kk-Cyrl'),
} as const;

function made(from: keyof typeof written, to: ScriptTag): readonly string[] {
  return written[from].map((line) => convertScript(line, { from, to }).text);
}

/**
 * Lines in each script: real ones in Tibetan, in Arabic-script Uyghur and in Cyrillic Kazakh, these converted in the
 * others.
 */
export const lines: Readonly<Record<ScriptTag, readonly string[]>> = {
  ...written,
  'bo-Latn': made('bo-Tibt', 'bo-Latn'),
  'ug-Latn': made('ug-Arab', 'ug-Latn'),
  'ug-Cyrl': made('ug-Arab', 'ug-Cyrl'),
  'kk-Arab': made('kk-Cyrl', 'kk-Arab'),
  'kk-Latn': made('kk-Cyrl', 'kk-Latn'),
};
