import path from 'node:path';
import { defaultStore } from '../../models/index.ts';
import type { Options } from '../command.ts';

/** The option that says where checkpoints are kept. */
export const storeOptions = {
  store: {
    type: 'string',
    value: 'DIR',
    about: 'folder of the installed models; default: $TRIMIX_STORE, else the folder for application data',
  },
} as const satisfies Options;

/** The store's folder; it need not exist. */
export function storeFolder(values: { readonly store?: string | undefined }): string {
  return path.resolve(values.store ?? defaultStore(process.env));
}
