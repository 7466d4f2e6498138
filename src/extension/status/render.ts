import type { LanguageTag } from '../../protocol/engineTypes.ts';
import type { ModelStatus, ServerStatus, TrioStatus } from '../../protocol/status.ts';
import { assertNever } from '../assertNever.ts';
import { errorInWords } from '../explain.ts';
import { nameOf } from '../languages.ts';
import type { Localiser } from '../localiser.ts';
import type { ModelJob } from '../models/modelJobs.ts';
import { memorySize } from '../models/quantities.ts';
import { progressWords } from '../models/words.ts';
import type { ServerLife } from '../server/life.ts';
import { missingLines, sourceNames } from './missing.ts';

/** Everything the status item shows, as one value. */
export interface StatusInput {
  readonly life: ServerLife;
  readonly paused: boolean;
  /** `trimix.completion.enabled`. */
  readonly enabled: boolean;
  /** Long work on models in this window; null when there is none. */
  readonly job: ModelJob | null;
  /** Chosen by hand for the document in the active editor; null where it is detected. */
  readonly chosenLanguage: LanguageTag | null;
  /** The words are a draft of a translation, and say so. */
  readonly draft: boolean;
}

/** Actions that the tooltip and the menu offer. */
export type StatusAction =
  | 'restart'
  | 'log'
  | 'pause'
  | 'resume'
  | 'inspector'
  | 'translate'
  | 'document-language'
  | 'models'
  | 'free-memory'
  | 'settings';

/** How the status item looks. */
export interface StatusView {
  /** With a codicon in front. */
  readonly text: string;
  /** What a screen reader says. */
  readonly label: string;
  /** What is the matter, then the facts; plain text. */
  readonly lines: readonly string[];
  readonly actions: readonly StatusAction[];
  readonly draft: boolean;
  readonly severity: 'normal' | 'error';
}

/** The one place where the server's health becomes words. */
export function renderStatus(l10n: Localiser, input: StatusInput): StatusView {
  const { life } = input;
  switch (life.kind) {
    case 'not-started':
      return view(l10n, input, {
        icon: 'pencil',
        lines: [
          l10n.t('TriMix waits for text in Tibetan, Uyghur, Kazakh or Mongolian. Nothing is loaded yet.'),
        ],
      });
    case 'stopped':
      return view(l10n, input, { icon: 'circle-slash', lines: [l10n.t('The TriMix server is stopped.')] });
    case 'crashed':
      return view(l10n, input, {
        icon: 'warning',
        suffix: l10n.t('{0} s', life.retryInSeconds),
        lines: [
          l10n.t('The TriMix server stopped unexpectedly. It starts again in {0} s.', life.retryInSeconds),
          l10n.t('Your documents are not affected.'),
        ],
        trouble: true,
      });
    case 'gave-up':
      return view(l10n, input, {
        icon: 'error',
        lines: [
          l10n.t('The TriMix server is not running.'),
          life.reason,
          l10n.t('Restart it, or look into the log.'),
        ],
        trouble: true,
        severity: 'error',
      });
    case 'up':
      return renderServer(l10n, input, life.status);
    default:
      return assertNever(life);
  }
}

function renderServer(l10n: Localiser, input: StatusInput, status: ServerStatus): StatusView {
  switch (status.kind) {
    case 'starting':
      return view(l10n, input, { icon: 'loading~spin', lines: [l10n.t('The TriMix server is starting.')] });
    case 'idle':
      return view(l10n, input, {
        icon: 'pencil',
        lines: [l10n.t('TriMix is ready. The models are loaded when they are needed.')],
      });
    case 'loading':
      return view(l10n, input, {
        icon: 'loading~spin',
        suffix: `${status.done}/${status.total}`,
        lines: [
          l10n.t('TriMix loads the models of {0}: {1} of {2}.', status.trio, status.done, status.total),
          ...(status.source === null ? [] : [l10n.t('Now: {0}', sourceNames[status.source])]),
        ],
      });
    case 'ready':
      return view(l10n, input, {
        icon: 'pencil',
        lines: [l10n.t('TriMix is ready.'), ...trioLines(l10n, status.trio)],
      });
    case 'working':
      return view(l10n, input, {
        // A completion comes with every pause in writing: an icon that starts turning each time would be unrest.
        icon: status.task === 'completion' ? 'pencil' : 'loading~spin',
        lines: [
          status.task === 'completion'
            ? l10n.t('TriMix computes a completion.')
            : l10n.t('TriMix translates.'),
          ...trioLines(l10n, status.trio),
        ],
      });
    case 'failed':
      return view(l10n, input, {
        icon: 'error',
        lines: [errorInWords(l10n, status)],
        trouble: true,
        severity: 'error',
      });
    default:
      return assertNever(status);
  }
}

interface Look {
  readonly icon: string;
  readonly suffix?: string;
  readonly lines: readonly string[];
  /** Something is wrong: this comes before «paused». */
  readonly trouble?: boolean;
  readonly severity?: StatusView['severity'];
}

function view(
  l10n: Localiser,
  { life, paused, enabled, job, chosenLanguage, draft }: StatusInput,
  look: Look,
): StatusView {
  const notices = [
    ...(paused ? [l10n.t('Completions are paused in this window.')] : []),
    ...(enabled ? [] : [l10n.t('Completions are turned off in the settings.')]),
  ];
  const lines = [
    ...(look.trouble === true ? [...look.lines, ...notices] : [...notices, ...look.lines]),
    ...(chosenLanguage === null
      ? []
      : [l10n.t('Language of this document, chosen by hand: {0}', nameOf(l10n, chosenLanguage))]),
    ...(job === null ? [] : [jobLine(l10n, job)]),
  ];
  const suffix = look.suffix ?? (job === null ? undefined : percentOf(l10n, job));
  return {
    text: `$(${iconOf(look, paused, job)}) TriMix${suffix === undefined ? '' : ` ${suffix}`}`,
    label: `TriMix: ${lines.join(' ')}`,
    lines,
    actions: [
      paused ? 'resume' : 'pause',
      'translate',
      'document-language',
      'inspector',
      'models',
      ...(hasModelsInMemory(life) ? (['free-memory'] as const) : []),
      'restart',
      'log',
      'settings',
    ],
    draft,
    severity: look.severity ?? 'normal',
  };
}

/** Trouble first, then what the user has set, then what goes on. */
function iconOf({ icon, trouble, suffix }: Look, paused: boolean, job: ModelJob | null): string {
  if (trouble === true) return icon;
  if (paused) return 'debug-pause';
  return job === null || suffix !== undefined ? icon : jobIcons[job.kind];
}

const jobIcons = {
  install: 'cloud-download',
  import: 'folder-opened',
  verify: 'verified',
} as const satisfies Readonly<Record<ModelJob['kind'], string>>;

/** How far a job is; undefined while nobody can tell. */
function percentOf(l10n: Localiser, { progress }: ModelJob): string | undefined {
  if (progress === null || progress.total <= 0) return undefined;
  return l10n.t('{0} %', Math.floor((100 * Math.min(progress.done, progress.total)) / progress.total));
}

function jobLine(l10n: Localiser, { kind, title, progress }: ModelJob): string {
  const state = progress === null ? l10n.t('it is being prepared') : progressWords(l10n, progress);
  switch (kind) {
    case 'install':
      return l10n.t('Installing {0}: {1}', title, state);
    case 'import':
      return l10n.t('Importing {0}: {1}', title, state);
    case 'verify':
      return l10n.t('Verifying {0}: {1}', title, state);
    default:
      return assertNever(kind);
  }
}

function hasModelsInMemory(life: ServerLife): boolean {
  return life.kind === 'up' && (life.status.kind === 'ready' || life.status.kind === 'working');
}

function trioLines(l10n: Localiser, trio: TrioStatus): readonly string[] {
  const list = (tags: TrioStatus['languages']) => tags.map((tag) => nameOf(l10n, tag)).join(', ');
  const settled = trio.languages.filter((tag) => !trio.experimental.includes(tag));
  return [
    trio.title,
    ...(settled.length === 0 ? [] : [l10n.t('Languages: {0}', list(settled))]),
    ...(trio.experimental.length === 0 ? [] : [l10n.t('Only for trying: {0}', list(trio.experimental))]),
    ...trio.detours.map(({ asked, model }) =>
      l10n.t(
        '{0}: written as {1} and converted by rule. Names have no capitals, and names and loans may be misspelt.',
        nameOf(l10n, asked),
        nameOf(l10n, model),
      ),
    ),
    ...trio.models.map((model) => modelLine(l10n, model)),
    ...missingLines(l10n, trio.missing),
  ];
}

function modelLine(
  l10n: Localiser,
  { folder, executionProvider, precision, memoryBytes }: ModelStatus,
): string {
  const memory = memorySize(memoryBytes);
  return executionProvider === 'cpu'
    ? l10n.t('{0}: {1}, on the processor, {2} of memory', folder, precision, memory)
    : l10n.t(
        '{0}: {1}, on the graphics processor ({2}), {3} of its memory',
        folder,
        precision,
        executionProvider,
        memory,
      );
}
