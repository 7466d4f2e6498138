import type { SuiteResult } from '../../src/cli/bench/suite.ts';
import { languageTags, language } from '../../src/engine/text/languages.ts';
import { figure, markdownTable, percent } from './markdown.ts';

/** What the suite `decode` measured: a line for each language, and one for all. */
export function decodeTable({ ratios, measurements }: SuiteResult): string {
  const known = languageTags.filter((tag) => measurements[`plainMsPerToken.${tag}`] !== undefined);
  const row = (title: string, suffix: string): readonly string[] => [
    title,
    figure(measurements[`plainMsPerToken${suffix}`]),
    figure(measurements[`skippingMsPerToken${suffix}`]),
    figure(measurements[`trimixMsPerToken${suffix}`]),
    figure(measurements[`smallCptMsPerToken${suffix}`]),
    percent(measurements[`acceptance${suffix}`]),
    figure(ratios[`speculativeVsPlain${suffix}`]),
    figure(ratios[`speculativeVsSkipping${suffix}`]),
    figure(ratios[`trimixVsSmallCpt${suffix}`]),
  ];
  return markdownTable(
    [
      'ms per token',
      'three models, plain',
      'weight 0 skipped',
      'with drafts',
      'small-cpt alone',
      'drafts accepted',
      '`speculativeVsPlain`',
      '`speculativeVsSkipping`',
      '`trimixVsSmallCpt`',
    ],
    [...known.map((tag) => row(language(tag).displayName, `.${tag}`)), row('**all**', '')],
  );
}
