// npm run make:kazakh-arabic: makes the words of the interface in Kazakh in Arabic script of those in Cyrillic.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kazakhArabicFiles } from './files.ts';

const root = path.join(import.meta.dirname, '..', '..');
for (const [file, text] of await kazakhArabicFiles()) await writeFile(path.join(root, file), text);
