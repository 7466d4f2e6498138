import type { CommandId } from '../commands/commandIds.ts';
import type { Localiser } from '../localiser.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { StatusAction, StatusView } from './render.ts';

/** The command behind each action. */
export const actionCommand = {
  restart: 'trimix.restartServer',
  log: 'trimix.showLog',
  pause: 'trimix.pause',
  resume: 'trimix.resume',
  inspector: 'trimix.openInspector',
  translate: 'trimix.translateSelection',
  'document-language': 'trimix.chooseDocumentLanguage',
  models: 'trimix.manageModels',
  'free-memory': 'trimix.freeMemory',
  settings: 'trimix.openSettings',
} as const satisfies Readonly<Record<StatusAction, CommandId>>;

const icons = {
  restart: 'debug-restart',
  log: 'output',
  pause: 'debug-pause',
  resume: 'debug-start',
  inspector: 'inspect',
  translate: 'globe',
  'document-language': 'symbol-key',
  models: 'package',
  'free-memory': 'zap',
  settings: 'gear',
} as const satisfies Readonly<Record<StatusAction, string>>;

/** An action's label with its codicon in front. */
export function actionLabel(l10n: Localiser, action: StatusAction): string {
  const titles: Readonly<Record<StatusAction, string>> = {
    restart: l10n.t('Restart the server'),
    log: l10n.t('Show the log'),
    pause: l10n.t('Pause completions'),
    resume: l10n.t('Resume completions'),
    inspector: l10n.t('Open the fusion inspector'),
    translate: l10n.t('Translate the selection'),
    'document-language': l10n.t('Choose the language of this document'),
    models: l10n.t('Manage models'),
    'free-memory': l10n.t('Free the memory of the models'),
    settings: l10n.t('Settings'),
  };
  return `$(${icons[action]}) ${titles[action]}`;
}

/** Opens the page for translators. */
const helpTranslate = 'trimix.helpTranslate' satisfies CommandId;

/** Commands that the tooltip may run. */
export const tooltipCommands: readonly CommandId[] = [...Object.values(actionCommand), helpTranslate];

/** The tooltip as Markdown: plain lines first, then one link per action, and what the translation is worth. */
export function tooltipMarkdown(l10n: Localiser, view: StatusView): string {
  const [first = '', ...rest] = view.lines.map(escapeMarkdown);
  const links = view.actions
    .filter((action) => action !== 'translate')
    .map((action) => `[${actionLabel(l10n, action)}](command:${actionCommand[action]})`);
  return [
    `**${first}**`,
    ...rest,
    links.join('&nbsp;&nbsp; '),
    ...(view.draft ? [draftMark(l10n)] : []),
  ].join('\n\n');
}

/** In the draft's language, and in English for those who cannot read it. */
function draftMark(l10n: Localiser): string {
  const english = 'Draft translation: help us mend it';
  const own = l10n.t('Draft translation: help us mend it');
  return `[${own === english ? english : `${own} · ${english}`}](command:${helpTranslate})`;
}
