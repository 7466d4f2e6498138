import { verifyFolder, type FileVerdict, type VerifyOptions } from '../../models/index.ts';

/** What the command line tells of a file: the finding says all that an error would. */
export type ToldVerdict = Omit<FileVerdict, 'error'>;

/** Checks a folder as {@link verifyFolder}. */
export async function fileVerdicts(
  directory: string,
  options: VerifyOptions,
): Promise<readonly ToldVerdict[]> {
  const verdicts = await verifyFolder(directory, options);
  return verdicts.map(({ file, ok, finding }) => ({ file, ok, finding }));
}
