import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { contentInMemory, contentOnDisk, digestsOf, type Content } from './content.ts';
import { sendContent, type ContentFault } from './sendContent.ts';

/** A file of a repository, as the hub keeps it: in git, or as a large file with a sha256. */
export interface HubFile {
  readonly content: Content;
  readonly gitOid: string;
  readonly sha256: string;
  readonly isLarge: boolean;
}

interface Repository {
  readonly name: string;
  /** Commits by their id, and branches by the commit they stand at. */
  readonly commits: Map<string, ReadonlyMap<string, HubFile>>;
  readonly branches: Map<string, string>;
  gated: boolean;
  cardData: unknown;
}

/** What goes wrong with a request instead of what was asked for. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'body'; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'reset' }
  | { readonly kind: 'redirect'; readonly location: string }
  | ContentFault;

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** `hub`, or `storage`: the other host that large files are redirected to. */
  readonly host: 'hub' | 'storage';
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

/** Smallest file that is kept as a large one; the hub does so by extension, too. */
const largeBytes = 10_000;

/** A token that opens gated repositories. */
export const goodToken = 'hf_localHubToken0123456789';

/**
 * A hub on this machine that speaks the real one's API as far as `@huggingface/hub` and a download use it: model
 * info, file tree in pages, resolve addresses that redirect large files to a storage host, ranges, etags, HEAD, gated
 * repositories and error codes. Faults are put in its way one request at a time.
 */
export class LocalHub {
  readonly requests: SeenRequest[] = [];
  /** Bytes of content that left, or were on their way when a connection broke. */
  sentBytes = 0;
  /** Entries per page of a listing. */
  pageSize = 1000;
  readonly #repositories = new Map<string, Repository>();
  readonly #faults: { readonly part: string; readonly fault: Fault }[] = [];
  readonly #hub: Server;
  readonly #storage: Server;

  private constructor() {
    this.#hub = createServer((request, response) => this.#answer('hub', request, response));
    this.#storage = createServer((request, response) => this.#answer('storage', request, response));
  }

  /** Starts a hub on free ports of this machine. */
  static async start(): Promise<LocalHub> {
    const hub = new LocalHub();
    for (const server of [hub.#hub, hub.#storage]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    }
    return hub;
  }

  /** Stops it, with all its connections. */
  close(): void {
    for (const server of [this.#hub, this.#storage]) {
      server.closeAllConnections();
      server.close();
    }
  }

  get endpoint(): string {
    return `http://127.0.0.1:${portOf(this.#hub)}`;
  }

  /** Publishes a folder's files as a new commit on `main`. @returns the commit */
  async publish(
    name: string,
    folder: string,
    { gated = false, cardData = { license: 'apache-2.0' } } = {},
  ): Promise<string> {
    const files = new Map<string, HubFile>();
    for (const path of await readdir(folder))
      files.set(path, await hubFile(path, await contentOnDisk(join(folder, path))));
    return this.publishFiles(name, files, { gated, cardData });
  }

  publishFiles(
    name: string,
    files: ReadonlyMap<string, HubFile>,
    { gated = false, cardData = {} } = {},
  ): string {
    const repository = this.#repositories.get(name) ?? {
      name,
      commits: new Map<string, ReadonlyMap<string, HubFile>>(),
      branches: new Map<string, string>(),
      gated,
      cardData,
    };
    repository.gated = gated;
    repository.cardData = cardData;
    const commit = createHash('sha1').update(`${name} ${repository.commits.size}`).digest('hex');
    repository.commits.set(commit, files);
    repository.branches.set('main', commit);
    this.#repositories.set(name, repository);
    return commit;
  }

  /** The next request whose path contains `part` meets this fault; faults for one part come in their order. */
  inject(part: string, ...faults: readonly Fault[]): void {
    for (const fault of faults) this.#faults.push({ part, fault });
  }

  /** Forgets the faults that wait. */
  clearFaults(): void {
    this.#faults.length = 0;
  }

  /** No fault is left waiting. */
  get isFaultless(): boolean {
    return this.#faults.length === 0;
  }

  /** Requests for the content of a file, wherever they arrived. */
  contentRequests(path: string): readonly SeenRequest[] {
    return this.requests.filter((request) => request.path.endsWith(`/${path}`));
  }

  #answer(host: SeenRequest['host'], request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.endpoint);
    const { method = 'GET', headers } = request;
    const path = decodeURIComponent(url.pathname);
    this.requests.push({ method, path, host, range: headers.range, authorization: headers.authorization });
    const fault = this.#takeFault(host, path);
    switch (fault?.kind) {
      case 'status':
        response.writeHead(fault.status, fault.headers).end('fault');
        return;
      case 'body':
        response.writeHead(200, { 'content-type': 'application/json', ...fault.headers }).end(fault.body);
        return;
      case 'reset':
        request.socket.destroy();
        return;
      case 'redirect':
        response.writeHead(302, { location: fault.location }).end();
        return;
      default:
        if (host === 'storage') this.#storageAnswer(path, request, response, fault);
        else this.#hubAnswer(url, path, request, response, fault);
    }
  }

  /** Content faults wait for the host that sends the content. */
  #takeFault(host: SeenRequest['host'], path: string): Fault | undefined {
    const index = this.#faults.findIndex(({ part, fault }) => {
      const isContent = !['status', 'body', 'reset', 'redirect'].includes(fault.kind);
      return path.includes(part) && (!isContent || host === 'storage' || !this.#isLarge(path));
    });
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0]?.fault;
  }

  #isLarge(path: string): boolean {
    const [, owner = '', name = '', , commit = '', file = ''] = path.split('/');
    return this.#repositories.get(`${owner}/${name}`)?.commits.get(commit)?.get(file)?.isLarge === true;
  }

  #hubAnswer(
    url: URL,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    fault: ContentFault | undefined,
  ): void {
    const api = /^\/api\/models\/([^/]+\/[^/]+)\/(revision|tree)\/([^/]+)$/.exec(path);
    const content = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/([^/]+)$/.exec(path);
    const repository = this.#repositories.get(api?.[1] ?? content?.[1] ?? '');
    const revision = api?.[3] ?? content?.[2] ?? '';
    const isAllowed = request.headers.authorization === `Bearer ${goodToken}`;
    if (repository === undefined) {
      // As the real one: whoever is not known is not told whether it exists.
      refuse(response, isAllowed ? 404 : 401, 'RepoNotFound', 'Repository not found');
      return;
    }
    const commit = repository.branches.get(revision === 'HEAD' ? 'main' : revision) ?? revision;
    const files = repository.commits.get(commit);
    if (files === undefined) {
      refuse(response, 404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
    } else if (api?.[2] === 'revision') {
      const { name, gated, cardData } = repository;
      sendJson(response, {
        _id: createHash('sha1').update(name).digest('hex').slice(0, 24),
        id: name,
        sha: commit,
        private: false,
        gated: gated ? 'manual' : false,
        downloads: 1,
        likes: 1,
        lastModified: '2026-04-28T00:00:00.000Z',
        cardData,
      });
    } else if (api?.[2] === 'tree') {
      this.#sendTree(url, files, response);
    } else if (content !== null) {
      if (repository.gated && !isAllowed) {
        const isKnown = request.headers.authorization !== undefined;
        refuse(response, isKnown ? 403 : 401, 'GatedRepo', 'Access to this model is restricted');
        return;
      }
      const file = files.get(content[3] ?? '');
      if (file === undefined) refuse(response, 404, 'EntryNotFound', 'Entry not found');
      else this.#sendFile(path, file, commit, request, response, fault);
    } else {
      refuse(response, 404, 'NotFound', 'Sorry, we cannot find the page');
    }
  }

  #sendTree(url: URL, files: ReadonlyMap<string, HubFile>, response: ServerResponse): void {
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const entries = [...files].map(([path, file]) => ({
      type: 'file',
      oid: file.gitOid,
      size: file.content.bytes,
      path,
      ...(file.isLarge
        ? {
            lfs: { oid: file.sha256, size: file.content.bytes, pointerSize: 134 },
            xetHash: file.sha256,
          }
        : {}),
    }));
    entries.unshift({ type: 'directory', oid: '0'.repeat(40), size: 0, path: 'original' });
    const next = start + this.pageSize;
    if (next < entries.length) {
      const address = new URL(url);
      address.searchParams.set('cursor', String(next));
      response.setHeader('link', `<${address.href}>; rel="next"`);
    }
    sendJson(response, entries.slice(start, next));
  }

  #sendFile(
    path: string,
    file: HubFile,
    commit: string,
    request: IncomingMessage,
    response: ServerResponse,
    fault: ContentFault | undefined,
  ): void {
    response.setHeader('x-repo-commit', commit);
    response.setHeader('accept-ranges', 'bytes');
    if (!file.isLarge) {
      response.setHeader('etag', `"${file.gitOid}"`);
      void sendContent(request, response, file.content, fault, (bytes) => (this.sentBytes += bytes));
      return;
    }
    response.setHeader('x-linked-size', file.content.bytes);
    response.setHeader('x-linked-etag', `"${file.sha256}"`);
    response.setHeader('location', `http://127.0.0.1:${portOf(this.#storage)}${encodeURI(path)}?signature=1`);
    response.writeHead(302).end();
  }

  #storageAnswer(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    fault: ContentFault | undefined,
  ): void {
    const [, owner = '', name = '', , commit = '', file = ''] = path.split('/');
    const found = this.#repositories.get(`${owner}/${name}`)?.commits.get(commit)?.get(file);
    if (found === undefined) {
      response.writeHead(403).end('AccessDenied');
      return;
    }
    response.setHeader('etag', `"${found.sha256}"`);
    void sendContent(request, response, found.content, fault, (bytes) => (this.sentBytes += bytes));
  }
}

/** A file with the digests that the hub lists. */
export async function hubFile(path: string, content: Content | string): Promise<HubFile> {
  const stored = typeof content === 'string' ? contentInMemory(Buffer.from(content)) : content;
  const isLarge = path.endsWith('.safetensors') || stored.bytes > largeBytes;
  return { content: stored, ...(await digestsOf(stored)), isLarge };
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-error-code': code };
  response.writeHead(status, headers).end(JSON.stringify({ error: message }));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address.port;
}
