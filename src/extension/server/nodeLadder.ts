/** Where a Node was looked for, in the order of the ladder. */
export type NodeOrigin = 'setting' | 'extension-host' | 'path' | 'electron';

/** A place where a Node may be. */
export interface NodeCandidate {
  readonly origin: NodeOrigin;
  /** Absolute path: a relative one could be answered by a file of the workspace. */
  readonly file: string;
}

/** What an executable says of itself when it is run as Node. */
export interface NodeFacts {
  /** For example `24.1.0`. */
  readonly version: string;
  /** `process.arch`. */
  readonly arch: string;
  readonly electron: boolean;
}

/** The Node that the server will run on. */
export interface ChosenNode extends NodeCandidate {
  readonly facts: NodeFacts;
}

/** The oldest Node that the server's bundle runs on. */
const oldest = [20, 18] as const;

export interface LadderInput {
  readonly candidates: readonly NodeCandidate[];
  /** The architecture that the native parts were installed for. */
  readonly arch: string;
  /** Runs an executable and asks what it is; rejects when it is no Node. */
  readonly probe: (file: string) => Promise<NodeFacts>;
  readonly log: (line: string) => void;
}

/**
 * Walks the ladder and takes the first Node that fits: the user's setting, the extension host's own when it is a real
 * Node, `node` on the PATH, Electron run as Node. A real Node comes before Electron because Electron's own has its
 * memory cage and its update cycle. Every step is logged.
 *
 * @returns null when no candidate fits
 */
export async function chooseNode({ candidates, arch, probe, log }: LadderInput): Promise<ChosenNode | null> {
  for (const candidate of candidates) {
    const facts = await probe(candidate.file).catch((error: unknown) => {
      log(`Node (${candidate.origin}) ${candidate.file}: ${reason(error)}`);
      return null;
    });
    if (facts === null) continue;
    const objection = objectionTo(candidate, facts, arch);
    if (objection === null) {
      log(`Node (${candidate.origin}) ${candidate.file}: ${facts.version}, taken`);
      return { ...candidate, facts };
    }
    log(`Node (${candidate.origin}) ${candidate.file}: ${objection}`);
  }
  return null;
}

function objectionTo(candidate: NodeCandidate, facts: NodeFacts, arch: string): string | null {
  const [major = 0, minor = 0] = facts.version.split('.').map(Number);
  const tooOld = !(major > oldest[0] || (major === oldest[0] && minor >= oldest[1]));
  if (tooOld) return `version ${facts.version} is older than ${oldest.join('.')}`;
  if (facts.arch !== arch) return `made for ${facts.arch}, not for ${arch}`;
  if (facts.electron && candidate.origin !== 'electron') return 'is Electron, not Node';
  return null;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
