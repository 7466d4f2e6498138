import { formatBytes } from '../quantities.ts';

/** What whoever calls `trimix models install` has chosen. */
export interface InstallChoices {
  readonly store: string;
  readonly endpoint: string | undefined;
  readonly token: string | undefined;
  /** Asks for agreement to the licences that were shown. */
  readonly agree: () => Promise<boolean>;
  readonly json: boolean | undefined;
}

/** What a checkpoint is and under which licence it comes, on a line. */
export function licenceLine({
  repository,
  bytes,
  licence,
  url,
}: {
  readonly repository: string;
  readonly bytes: number;
  readonly licence: string;
  readonly url: string | null;
}): string {
  return `${repository}: ${formatBytes(bytes)}, licence: ${licence}${url === null ? '' : `, ${url}`}\n`;
}
