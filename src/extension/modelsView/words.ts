import type { LanguageTag } from '../../protocol/engineTypes.ts';
import type { CatalogueTrioView, Fit, PrecisionView } from '../../protocol/models.ts';
import { assertNever } from '../assertNever.ts';
import { errorInWords } from '../explain.ts';
import { nameOf } from '../languages.ts';
import type { Localiser } from '../localiser.ts';
import { fileSize, memorySize } from '../models/quantities.ts';
import { fitWords, termNotes } from '../models/words.ts';
import { missingWords } from '../status/missing.ts';
import type {
  AvailableNode,
  GroupNode,
  ModelNode,
  ModelsNode,
  ModelState,
  TrioNode,
  UnfinishedNode,
} from './nodes.ts';

/** How a line of the models view reads. */
export interface NodeWords {
  readonly label: string;
  /** Beside the label, dimmed; there is room for a few words. */
  readonly description: string;
  /** What a screen reader says instead of the description, where that is too short to be understood alone. */
  readonly spoken?: string;
  /** A codicon. */
  readonly icon: string;
  /** What menus are shown for: the `viewItem` of the manifest. */
  readonly context: string;
}

/** The words of a line; what it says by its icon it says in words, too. */
export function wordsOf(l10n: Localiser, node: ModelsNode): NodeWords {
  switch (node.kind) {
    case 'group':
      return { ...groupWords(l10n, node), context: `group.${node.group}` };
    case 'trio':
      return trioWords(l10n, node);
    case 'model':
      return {
        label: node.model.folder,
        description: joined(node.model.precision, fileSize(node.model.bytes), whereWords(l10n, node)),
        icon: stateIcons[node.state.kind],
        context: 'model',
      };
    case 'unfinished':
      return unfinishedWords(l10n, node);
    case 'broken':
      return {
        label: node.name,
        description: errorInWords(l10n, node.error),
        icon: 'warning',
        context: 'broken',
      };
    case 'available':
      return availableWords(l10n, node);
    case 'none-published':
      return {
        label: l10n.t('None are published for this script'),
        description: l10n.t('The demo writes it, for trying.'),
        icon: 'info',
        context: node.kind,
      };
    case 'no-language':
      return {
        label: l10n.t('Choose your language…'),
        description: '',
        icon: 'globe',
        context: node.kind,
      };
    default:
      return assertNever(node);
  }
}

/** What a screen reader says for a line: label and description as one sentence. */
export function spokenWords(l10n: Localiser, node: ModelsNode): string {
  const { label, description, spoken = description } = wordsOf(l10n, node);
  return spoken === '' ? label : `${label}, ${spoken.replaceAll(' · ', ', ')}`;
}

const stateIcons = {
  loaded: 'circle-filled',
  missing: 'circle-slash',
  'on-disk': 'circle-outline',
} as const satisfies Readonly<Record<ModelState['kind'], string>>;

/** A model's place: the processor it runs on and the memory it takes, or that it is not in memory. */
export function whereWords(l10n: Localiser, { state }: ModelNode): string {
  switch (state.kind) {
    case 'loaded': {
      const { executionProvider, memoryBytes } = state.model;
      const memory = memorySize(memoryBytes);
      return executionProvider === 'cpu'
        ? l10n.t('on the processor, {0} of memory', memory)
        : l10n.t('on the graphics processor ({0}), {1} of its memory', executionProvider, memory);
    }
    case 'missing':
      return l10n.t('left out: {0}', missingWords(l10n, state.reason));
    case 'on-disk':
      return l10n.t('not in memory');
    default:
      return assertNever(state);
  }
}

/** Names of languages as a list. */
export function languageList(l10n: Localiser, tags: readonly LanguageTag[]): string {
  return tags.map((tag) => nameOf(l10n, tag)).join(', ');
}

/** The precision that suits this machine best. */
export function recommendedOf({ precisions, recommended }: CatalogueTrioView): PrecisionView | undefined {
  return precisions.find(({ precision }) => precision === recommended);
}

function groupWords(l10n: Localiser, node: GroupNode): Omit<NodeWords, 'context'> {
  switch (node.group) {
    case 'installed':
      return { label: l10n.t('On this machine'), description: '', icon: 'device-desktop' };
    case 'unfinished':
      return { label: l10n.t('Not finished'), description: '', icon: 'history' };
    case 'broken':
      return { label: l10n.t('Damaged'), description: '', icon: 'warning' };
    case 'available':
      return {
        label:
          node.language === null
            ? l10n.t('To install')
            : l10n.t('To install for {0}', nameOf(l10n, node.language)),
        description: '',
        icon: 'cloud-download',
      };
    default:
      return assertNever(node);
  }
}

function trioWords(l10n: Localiser, { view: trio, writes, isLoaded }: TrioNode): NodeWords {
  const precisions = [...new Set(trio.models.map(({ precision }) => precision))].join('/');
  return {
    label: trio.title,
    description: joined(
      writes.length === 0
        ? l10n.t('not in use')
        : writes.length === trio.languages.length && writes.length > 2
          ? l10n.t('writes all its languages')
          : l10n.t('writes {0}', languageList(l10n, writes)),
      // Titles of installed trios name it.
      trio.title.includes(precisions) ? null : precisions,
      fileSize(trio.bytes),
      isLoaded ? l10n.t('in memory') : null,
    ),
    icon: writes.length === 0 ? 'package' : 'pass',
    context: `trio.${trio.kind}`,
  };
}

function unfinishedWords(l10n: Localiser, { title, language, precision, bytes }: UnfinishedNode): NodeWords {
  const name = language === null ? null : nameOf(l10n, language);
  return {
    label: title,
    description: joined(name, precision, fileSize(bytes)),
    spoken: joined(name, precision, l10n.t('{0} there already', fileSize(bytes))),
    icon: 'history',
    context: 'unfinished',
  };
}

function availableWords(l10n: Localiser, { view: trio, memory }: AvailableNode): NodeWords {
  const installed = trio.precisions.filter((precision) => precision.installed);
  const recommended = recommendedOf(trio);
  const isInstalled = installed.length > 0;
  const state = l10n.t('installed: {0}', installed.map(({ precision }) => precision).join(', '));
  return {
    label: trio.title,
    description: joined(
      isInstalled ? state : fileSize(trio.downloadBytes),
      recommended === undefined ? null : fitMark(l10n, recommended.fit),
      trio.gated ? l10n.t('token') : null,
    ),
    spoken: joined(
      isInstalled ? state : l10n.t('{0} to download', fileSize(trio.downloadBytes)),
      recommended === undefined ? null : fitWords(l10n, recommended.fit, memory),
      ...termNotes(l10n, trio),
    ),
    icon: isInstalled ? 'pass' : 'cloud',
    context: 'available',
  };
}

/** Where a trio would run, as short as it can be said. */
function fitMark(l10n: Localiser, fit: Fit): string {
  switch (fit.kind) {
    case 'gpu':
      return 'GPU';
    case 'gpu-and-cpu':
      return 'GPU + CPU';
    case 'cpu':
      return 'CPU';
    case 'reduced':
      return l10n.t('{0} of 3 models', fit.models);
    case 'too-large':
      return l10n.t('too large');
    default:
      return assertNever(fit);
  }
}

function joined(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}
