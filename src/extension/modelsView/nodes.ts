import type { LanguageTag, MissingReason, Precision } from '../../protocol/engineTypes.ts';
import type { ErrorReport } from '../../protocol/errorReport.ts';
import type {
  CatalogueTrioView,
  MachineMemory,
  ModelsOverview,
  ModelView,
  TrioView,
} from '../../protocol/models.ts';
import type { ModelStatus, TrioStatus } from '../../protocol/status.ts';
import { assertNever } from '../assertNever.ts';
import { sourceNames } from '../status/missing.ts';

/** A trio on disk, with what it does now. */
export interface TrioNode {
  readonly kind: 'trio';
  readonly name: string;
  readonly directory: string;
  readonly view: TrioView;
  /** Languages that this trio writes now; others may be written by another one. */
  readonly writes: readonly LanguageTag[];
  /** The trio's models are in memory. */
  readonly isLoaded: boolean;
  readonly memory: MachineMemory;
  readonly children: readonly ModelNode[];
}

/** Where a model is. */
export type ModelState =
  | { readonly kind: 'loaded'; readonly model: ModelStatus }
  /** The other models of its trio are in memory, and this one is not. */
  | { readonly kind: 'missing'; readonly reason: MissingReason }
  /** It is loaded when it is needed. */
  | { readonly kind: 'on-disk' };

export interface ModelNode {
  readonly kind: 'model';
  /** Name of the trio it belongs to. */
  readonly trio: string;
  readonly model: ModelView;
  readonly state: ModelState;
}

/** An installation that was interrupted. */
export interface UnfinishedNode {
  readonly kind: 'unfinished';
  /** Id in the catalogue. */
  readonly trio: string;
  /** As the catalogue titles it, or the id of one that it no longer has. */
  readonly title: string;
  readonly language: LanguageTag | null;
  readonly precision: Precision;
  readonly bytes: number;
}

export interface BrokenNode {
  readonly kind: 'broken';
  /** Of the folder, which is what the trio goes by. */
  readonly name: string;
  readonly directory: string;
  readonly error: ErrorReport;
}

/** A trio that can be installed. */
export interface AvailableNode {
  readonly kind: 'available';
  /** Id in the catalogue. */
  readonly trio: string;
  readonly view: CatalogueTrioView;
  readonly memory: MachineMemory;
  readonly qualityMeasure: string;
}

/** Nobody has published a trio for the language and script. */
export interface NonePublishedNode {
  readonly kind: 'none-published';
  readonly language: LanguageTag;
}

/** The user has not said yet in which language they write. */
export interface NoLanguageNode {
  readonly kind: 'no-language';
}

export type GroupContent =
  | { readonly group: 'installed'; readonly children: readonly TrioNode[] }
  | { readonly group: 'unfinished'; readonly children: readonly UnfinishedNode[] }
  | { readonly group: 'broken'; readonly children: readonly BrokenNode[] }
  | {
      readonly group: 'available';
      /** Null while none is chosen. */
      readonly language: LanguageTag | null;
      readonly children: readonly (AvailableNode | NonePublishedNode | NoLanguageNode)[];
    };

export type GroupNode = { readonly kind: 'group' } & GroupContent;

/** A line of the models view. Commands get it as their argument and read the fields that name what they work on. */
export type ModelsNode =
  | GroupNode
  | TrioNode
  | ModelNode
  | UnfinishedNode
  | BrokenNode
  | AvailableNode
  | NonePublishedNode
  | NoLanguageNode;

/** What the tree is made from. */
export interface ModelsTreeInput {
  readonly overview: ModelsOverview;
  /** The trio in memory; null when there is none. */
  readonly loaded: TrioStatus | null;
  /** The language that the user chose. */
  readonly language: LanguageTag | null;
}

/** The view's tree: what is there, what needs attention, what could be there. Groups without lines are left out. */
export function modelsTree({ overview, loaded, language }: ModelsTreeInput): readonly GroupNode[] {
  const installed = overview.trios.map((trio) => trioNode(trio, overview, loaded));
  const unfinished = overview.unfinished.map((part) => unfinishedNode(part, overview));
  const broken = overview.broken.map(brokenNode);
  const groups: readonly GroupNode[] = [
    { kind: 'group', group: 'installed', children: installed },
    { kind: 'group', group: 'unfinished', children: unfinished },
    { kind: 'group', group: 'broken', children: broken },
    { kind: 'group', group: 'available', language, children: available(overview, language) },
  ];
  return groups.filter(({ children }) => children.length > 0);
}

/** True when there is nothing of the user's own: only what comes with the extension. */
export function isBare(overview: ModelsOverview): boolean {
  return (
    overview.trios.every(({ kind }) => kind === 'bundled') &&
    overview.unfinished.length === 0 &&
    overview.broken.length === 0
  );
}

/** Children of a line; empty for a leaf. */
export function childrenOf(node: ModelsNode): readonly ModelsNode[] {
  return node.kind === 'group' || node.kind === 'trio' ? node.children : [];
}

/** Stays the same for the same thing over changes, so that the view keeps what is expanded and selected. */
export function idOf(node: ModelsNode): string {
  switch (node.kind) {
    case 'group':
      return `group/${node.group}`;
    case 'trio':
      return `trio/${node.name}`;
    case 'model':
      return `model/${node.trio}/${node.model.folder}`;
    case 'unfinished':
      return `unfinished/${node.trio}/${node.precision}`;
    case 'broken':
      return `broken/${node.directory}`;
    case 'available':
      return `available/${node.trio}`;
    case 'none-published':
    case 'no-language':
      return node.kind;
    default:
      return assertNever(node);
  }
}

function trioNode(trio: TrioView, { inUse, memory }: ModelsOverview, loaded: TrioStatus | null): TrioNode {
  const isLoaded = loaded?.name === trio.name;
  return {
    kind: 'trio',
    name: trio.name,
    directory: trio.directory,
    view: trio,
    writes: trio.languages.filter((tag) => inUse[tag] === trio.name),
    isLoaded,
    memory,
    children: trio.models.map((model) => ({
      kind: 'model',
      trio: trio.name,
      model,
      state: stateOf(model, isLoaded ? loaded : null),
    })),
  };
}

function stateOf({ folder }: ModelView, loaded: TrioStatus | null): ModelState {
  const model = loaded?.models.find((candidate) => candidate.folder === folder);
  if (model !== undefined) return { kind: 'loaded', model };
  // A small-cpt's folder names its language as well; where small-cpt is missing, that is so for all of them.
  const missing = loaded?.missing.find(({ source }) => folder.startsWith(sourceNames[source]));
  return missing === undefined ? { kind: 'on-disk' } : { kind: 'missing', reason: missing.reason };
}

function unfinishedNode(
  part: ModelsOverview['unfinished'][number],
  { catalogue }: ModelsOverview,
): UnfinishedNode {
  const known = catalogue.find(({ id }) => id === part.trio);
  return {
    kind: 'unfinished',
    ...part,
    title: known?.title ?? part.trio,
    language: known?.language ?? null,
  };
}

function brokenNode({ directory, ...error }: ModelsOverview['broken'][number]): BrokenNode {
  // The server may run on a system with other separators than this one.
  const name = directory.split(/[\\/]/).findLast((part) => part !== '') ?? directory;
  return { kind: 'broken', name, directory, error };
}

function available(
  { catalogue, memory, qualityMeasure }: ModelsOverview,
  language: LanguageTag | null,
): readonly (AvailableNode | NonePublishedNode | NoLanguageNode)[] {
  if (language === null) return [{ kind: 'no-language' }];
  const trios = catalogue.filter((trio) => trio.language === language);
  if (trios.length === 0) return [{ kind: 'none-published', language }];
  return trios.map((trio) => ({ kind: 'available', trio: trio.id, view: trio, memory, qualityMeasure }));
}
