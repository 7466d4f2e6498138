import { createHash, type Hash } from 'node:crypto';
import { assertNever } from '../../engine/errors.ts';

/** What the hub says a file's content is: the sha256 of a large file, or git's own name of a small one. */
export interface PublishedDigest {
  readonly algorithm: 'sha256' | 'git-blob';
  /** Lower-case hexadecimal. */
  readonly value: string;
}

/** Digests a file's bytes as they come, in the hub's way and as sha256. */
export class ContentDigest {
  readonly #sha256 = createHash('sha256');
  /** Null where sha256 is the hub's way too. */
  readonly #gitBlob: Hash | null;
  readonly #published: PublishedDigest;

  /** @param bytes length of the whole file: git hashes it first */
  constructor(published: PublishedDigest, bytes: number) {
    this.#published = published;
    switch (published.algorithm) {
      case 'sha256':
        this.#gitBlob = null;
        break;
      case 'git-blob':
        // Git's object format: sha1 of «blob LENGTH\0» and the content.
        this.#gitBlob = createHash('sha1').update(`blob ${bytes}\0`);
        break;
      default:
        assertNever(published.algorithm);
    }
  }

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#gitBlob?.update(chunk);
  }

  /** Ends the digest: the sha256, and whether the content is the published one. */
  finish(): { readonly sha256: string; readonly matches: boolean } {
    const sha256 = this.#sha256.digest('hex');
    const value = this.#gitBlob?.digest('hex') ?? sha256;
    return { sha256, matches: value === this.#published.value };
  }
}
