import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const person = z.union([z.string(), z.looseObject({ name: z.string() })]);
const packageSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  // A list of them is how npm had it before 2014.
  license: z.string().optional(),
  licenses: z.array(z.looseObject({ type: z.string() })).optional(),
  author: person.optional(),
});

/** The folders of the packages that files belong to, each once; files of the project itself belong to none. */
export function packageFolders(files: readonly string[]): readonly string[] {
  const folders = files.flatMap((file) => {
    // The innermost package: one may have brought its own version of another.
    const found = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/u.exec(file.replaceAll('\\', '/'));
    return found === null ? [] : [found[0]];
  });
  return [...new Set(folders)];
}

/**
 * Names, versions and licences, with their texts, of packages that are given on with the extension, as their licences
 * ask for.
 *
 * @param folders of the packages
 * @throws Error where a package says no licence, or one that is not MIT and brings no text of it
 */
export async function thirdPartyNotices(folders: readonly string[]): Promise<string> {
  const notices = new Map<string, string>();
  for (const folder of folders) {
    const { title, text } = await noticeOf(folder);
    notices.set(title, text);
  }
  const sorted = [...notices].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const opening = 'TriMix contains software of others, which comes under the licences below.';
  return `${[opening, ...sorted.map(([title, text]) => `${line}\n${title}\n${line}\n\n${text}`)].join('\n\n')}\n`;
}

const line = '-'.repeat(80);

async function noticeOf(folder: string): Promise<{ readonly title: string; readonly text: string }> {
  const manifest = packageSchema.parse(JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')));
  const licence = manifest.license ?? manifest.licenses?.map(({ type }) => type).join(', ');
  if (licence === undefined) throw new Error(`${manifest.name} does not say its licence.`);
  const title = `${manifest.name} ${manifest.version} (${licence})`;
  const files = (await readdir(folder))
    .filter((name) => /^(?:licen[cs]e|copying|notice)/iu.test(name))
    .sort();
  if (files.length > 0) {
    const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')));
    return { title, text: texts.map((text) => text.trim().replaceAll('\r\n', '\n')).join('\n\n') };
  }
  if (licence !== 'MIT') throw new Error(`${manifest.name} is under ${licence} and brings no text of it.`);
  const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name;
  return { title, text: mit(author ?? `the authors of ${manifest.name}`) };
}

/** The MIT licence's text, as the Open Source Initiative has it: some packages only name it. */
function mit(holder: string): string {
  return `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
