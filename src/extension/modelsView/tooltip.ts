import type { CatalogueTrioView, MachineMemory } from '../../protocol/models.ts';
import { assertNever } from '../assertNever.ts';
import { errorInWords } from '../explain.ts';
import { nameOf } from '../languages.ts';
import type { Localiser } from '../localiser.ts';
import { escapeMarkdown } from '../markdown.ts';
import { fileSize, memorySize } from '../models/quantities.ts';
import { fitWords } from '../models/words.ts';
import type { AvailableNode, ModelNode, ModelsNode, TrioNode, UnfinishedNode } from './nodes.ts';
import { languageList, whereWords, wordsOf } from './words.ts';

/** All facts about a line, as Markdown in which nothing but what is written here is formatting. */
export function tooltipOf(l10n: Localiser, node: ModelsNode): string {
  switch (node.kind) {
    case 'trio':
      return trioTooltip(l10n, node);
    case 'model':
      return modelTooltip(l10n, node);
    case 'available':
      return availableTooltip(l10n, node);
    case 'unfinished':
      return unfinishedTooltip(l10n, node);
    case 'broken':
      return facts(node.directory, [
        errorInWords(l10n, node.error),
        l10n.t('It cannot be used. Remove it, and install it again.'),
      ]);
    case 'none-published':
      return facts(l10n.t('None are published for this script'), [
        l10n.t(
          'The published models write Kazakh in Arabic script and Mongolian in traditional script. For {0} there is the demo, which is for trying only.',
          nameOf(l10n, node.language),
        ),
      ]);
    case 'group':
    case 'no-language':
      return escapeMarkdown(wordsOf(l10n, node).label);
    default:
      return assertNever(node);
  }
}

function trioTooltip(l10n: Localiser, { view: trio, writes, memory }: TrioNode): string {
  const settled = trio.languages.filter((tag) => !trio.experimental.includes(tag));
  return facts(trio.title, [
    ...(trio.kind === 'bundled'
      ? [l10n.t('Comes with TriMix, for trying: its text makes no sense and is not to be published.')]
      : []),
    ...(settled.length === 0 ? [] : [l10n.t('Languages: {0}', languageList(l10n, settled))]),
    ...(trio.experimental.length === 0
      ? []
      : [l10n.t('Only for trying: {0}', languageList(l10n, trio.experimental))]),
    writes.length === 0
      ? l10n.t('Writes no language at the moment.')
      : l10n.t('Writes now: {0}', languageList(l10n, writes)),
    l10n.t('{0} on disk; {1}', fileSize(trio.bytes), fitWords(l10n, trio.fit, memory)),
    trio.directory,
  ]);
}

function modelTooltip(l10n: Localiser, node: ModelNode): string {
  const { model, state } = node;
  return facts(model.folder, [
    ...(model.source === null ? [] : [l10n.t('Source: {0}', model.source)]),
    ...(model.revision === null ? [] : [l10n.t('Revision: {0}', model.revision)]),
    model.licence === null
      ? l10n.t('Licence: nobody says. Ask its makers before you use it.')
      : l10n.t('Licence: {0}', model.licence),
    l10n.t('Precision: {0}, {1} on disk', model.precision, fileSize(model.bytes)),
    state.kind === 'on-disk'
      ? l10n.t('Not in memory: it is loaded when it is needed.')
      : l10n.t('Now: {0}', whereWords(l10n, node)),
  ]);
}

function unfinishedTooltip(l10n: Localiser, node: UnfinishedNode): string {
  return facts(node.title, [
    ...(node.language === null ? [] : [l10n.t('Language: {0}', nameOf(l10n, node.language))]),
    l10n.t('Precision: {0}, {1} on disk', node.precision, fileSize(node.bytes)),
    l10n.t('The installation was interrupted. What is there is kept: going on does not start over.'),
  ]);
}

function availableTooltip(l10n: Localiser, { view: trio, memory, qualityMeasure }: AvailableNode): string {
  const { largeIns, smallCpt, smallBase } = trio.repositories;
  const lines = [
    l10n.t('Trained on: {0}', nameOf(l10n, trio.language)),
    l10n.t('{0} to download', fileSize(trio.downloadBytes)),
    ...(trio.gated
      ? [
          l10n.t(
            'Needs an access token of the hub, of an account that has accepted the terms of these models there.',
          ),
        ]
      : []),
    ...(trio.onlyIfOnHub ? [l10n.t('It is not certain that the hub has it.')] : []),
  ];
  const models = `large-ins: ${largeIns}\nsmall-cpt: ${smallCpt}\nsmall-base: ${smallBase}`;
  return [
    facts(trio.title, lines),
    models.split('\n').map(escapeMarkdown).join('  \n'),
    precisionTable(l10n, trio, memory),
    licenceLines(l10n, trio),
    qualityTable(l10n, trio, qualityMeasure),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function precisionTable(
  l10n: Localiser,
  { precisions, recommended }: CatalogueTrioView,
  memory: MachineMemory,
): string {
  const rows = precisions.map(({ precision, diskBytes, memoryBytes, fit, installed }) => [
    precision === recommended ? l10n.t('{0} (recommended)', precision) : precision,
    fileSize(diskBytes),
    memorySize(memoryBytes),
    installed ? l10n.t('installed') : fitWords(l10n, fit, memory),
  ]);
  return table([l10n.t('Precision'), l10n.t('Disk'), l10n.t('Memory'), l10n.t('On this machine')], rows);
}

function licenceLines(l10n: Localiser, { licences }: CatalogueTrioView): string {
  return licences
    .map(({ name, url, commercialUse }) => {
      const link = `[${escapeMarkdown(name)}](${encodeURI(url).replaceAll(')', '%29')})`;
      return commercialUse ? link : `${link}: **${escapeMarkdown(l10n.t('not for commercial use'))}**`;
    })
    .join('  \n');
}

function qualityTable(l10n: Localiser, { quality }: CatalogueTrioView, measure: string): string {
  if (quality.length === 0) return '';
  const rows = quality.map(({ rule, toEnglish, fromEnglish }) => [
    ruleName(l10n, rule),
    toEnglish.toFixed(3),
    fromEnglish.toFixed(3),
  ]);
  return `${escapeMarkdown(measure)}\n\n${table(
    [l10n.t('Published quality'), l10n.t('into English'), l10n.t('from English')],
    rows,
  )}`;
}

function ruleName(l10n: Localiser, rule: string): string {
  switch (rule) {
    case 'single:small-cpt':
      return l10n.t('small-cpt alone');
    case 'proxy-tuning':
      return 'Proxy Tuning';
    case 'trimix':
      return 'TriMix';
    case 'safw':
      return 'SAF-W';
    default:
      return rule;
  }
}

/** A title and a paragraph per fact. */
function facts(title: string, lines: readonly string[]): string {
  return [`**${escapeMarkdown(title)}**`, ...lines.map(escapeMarkdown)].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
