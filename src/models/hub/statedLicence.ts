/** A licence as the repository's card states it; any of it may be missing. */
export interface StatedLicence {
  /** The hub's short name: `apache-2.0`, `gemma`, `other`. */
  readonly id: string | null;
  /** The name behind `other`. */
  readonly name: string | null;
  readonly url: string | null;
}
