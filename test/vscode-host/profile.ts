/** What every started VS Code has: no network, no noise. */
const quiet = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
} as const;

/** What somebody who writes in these scripts wants: fonts that have them, room for stacked letters, no warnings. */
const writing = {
  'editor.fontFamily':
    "'Noto Sans', 'Noto Serif Tibetan', 'Noto Sans Arabic', 'Noto Sans Mongolian', 'Noto Sans Mono', sans-serif",
  'editor.fontSize': 20,
  // Tibetan stacks letters above and below the line; with less, the vowels of the first line are cut.
  'editor.lineHeight': 2,
  'editor.wordWrap': 'on',
  'editor.minimap.enabled': false,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.wordBasedSuggestions': 'off',
  // Letters of these scripts are no disguise of Latin ones.
  'editor.unicodeHighlight.ambiguousCharacters': false,
  'editor.unicodeHighlight.invisibleCharacters': false,
  'editor.unicodeHighlight.nonBasicASCII': false,
} as const;

export type Settings = Readonly<Record<string, unknown>>;

/** User settings of a started VS Code; `more` wins. */
export function profileSettings(more: Settings = {}): Settings {
  return { ...quiet, ...writing, ...more };
}
