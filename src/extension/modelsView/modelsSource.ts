import type { Event } from 'vscode';
import type { ModelsOverview } from '../../protocol/models.ts';

/** Where the view has its facts from. */
export interface ModelsSource {
  /** What is installed and what can be; rejects when no server can be asked. */
  overview(): Promise<ModelsOverview>;
  /** The overview has become another one. */
  readonly onDidChange: Event<unknown>;
}
