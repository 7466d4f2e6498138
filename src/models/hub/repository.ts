import { z } from 'zod';
import { TriMixError } from '../../engine/errors.ts';

/** Longest name the hub allows for owner and repository together. */
const longestName = 96;

/** A repository of the hub, `OWNER/NAME`: it becomes part of addresses and of folder names, so it is held to the hub's own rules. */
export const repositorySchema = z
  .string()
  .max(longestName)
  .regex(/^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/, 'it is not OWNER/NAME')
  .refine(
    (name) => !/--|\.\.|[.-](?:\/|$)|\.git$/.test(name),
    'it has «--», «..» or ends in «.», «-» or «.git»',
  );

/** A branch, a tag or a commit; it becomes part of an address. */
export const revisionSchema = z
  .string()
  .max(200)
  .regex(/^[\w][\w./-]*$/, 'a revision has letters, digits, dots, hyphens and slashes')
  .refine((revision) => !revision.includes('..'), 'a revision has no «..»');

/** The commit that a revision stands for: 40 hexadecimal digits. */
export const commitSchema = z.string().regex(/^[0-9a-f]{40}$/, 'must be a commit');

/** @throws TriMixError `checkpoint-name-invalid` */
export function requireRepository(name: string, revision: string): void {
  for (const result of [repositorySchema.safeParse(name), revisionSchema.safeParse(revision)]) {
    if (result.success) continue;
    const reason = result.error.issues[0]?.message ?? 'it is not OWNER/NAME';
    throw new TriMixError('checkpoint-name-invalid', { name, reason });
  }
}
