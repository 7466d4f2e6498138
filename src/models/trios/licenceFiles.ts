/** Files of a checkpoint that have to stay with what is made of it. */
export const licenceFiles = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'NOTICE'] as const;
