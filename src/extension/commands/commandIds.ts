/** Every command of the extension; the manifest (package.json) is tested against this list. */
export const commandIds = [
  'trimix.triggerCompletion',
  'trimix.translateSelection',
  'trimix.translateSelectionTo',
  'trimix.openInspector',
  'trimix.pause',
  'trimix.resume',
  'trimix.restartServer',
  'trimix.showLog',
  'trimix.openSettings',
  'trimix.showMenu',
  'trimix.installTrio',
  'trimix.importTrio',
  'trimix.verifyTrio',
  'trimix.removeTrio',
  'trimix.useTrio',
  'trimix.discardInstallation',
  'trimix.freeMemory',
  'trimix.setHubToken',
  'trimix.clearHubToken',
  'trimix.refreshModels',
] as const;
export type CommandId = (typeof commandIds)[number];
