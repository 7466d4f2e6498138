import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { InstallProgress } from '../../protocol/engineTypes.ts';
import { DisposableList } from '../disposables.ts';
import { l10n } from '../l10n/l10n.ts';
import type { ServerEvents } from '../server/serverEvents.ts';
import { progressWords } from './words.ts';

/** Long work on models that runs in this window. */
export interface ModelJob {
  readonly kind: 'install' | 'import' | 'verify';
  /** What is worked on, by a name for the user. */
  readonly title: string;
  /** Null until the first news: it is being prepared, or waits for another one. */
  readonly progress: InstallProgress | null;
}

/** How a job is begun. */
interface Start extends Pick<ModelJob, 'kind' | 'title'> {
  /** Title of the notification. */
  readonly notification: string;
}

/** The long jobs of this window, each with a notification that tells its progress and can cancel it. */
export class ModelJobs implements vscode.Disposable {
  readonly #events: ServerEvents;
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #running = new Map<string, ModelJob>();

  /** A job began, went on or ended. */
  readonly onDidChange = this.#changed.event;

  constructor(events: ServerEvents) {
    this.#events = events;
    this.#disposables.add(
      events.on('trimix/models/progress', ({ job, progress }) => {
        const running = this.#running.get(job);
        if (running === undefined) return;
        this.#running.set(job, { ...running, progress });
        this.#changed.fire();
      }),
    );
  }

  /** The jobs that run, the oldest first. */
  get running(): readonly ModelJob[] {
    return [...this.#running.values()];
  }

  /**
   * Runs `work` under a notification until it ends or the user cancels it.
   *
   * @param work gets the name of the job, for the request, and the token that the user's Cancel cancels
   */
  async run<T>(
    { kind, title, notification }: Start,
    work: (job: string, token: vscode.CancellationToken) => Promise<T>,
  ): Promise<T> {
    const job = randomUUID();
    // The server installs and imports one thing after the other.
    const isWaiting = kind !== 'verify' && this.running.some((other) => other.kind !== 'verify');
    this.#running.set(job, { kind, title, progress: null });
    this.#changed.fire();
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: notification,
      cancellable: true,
    };
    try {
      return await vscode.window.withProgress(options, async (report, token) => {
        if (isWaiting) report.report({ message: l10n.t('waits until the other work on models is done') });
        let percent = 0;
        const news = this.#events.on('trimix/models/progress', ({ job: other, progress }) => {
          if (other !== job) return;
          const now = progress.total > 0 ? (100 * progress.done) / progress.total : 0;
          report.report({
            message: progressWords(l10n, progress),
            increment: Math.max(0, now - percent),
          });
          percent = Math.max(percent, now);
        });
        try {
          return await work(job, token);
        } finally {
          news.dispose();
        }
      });
    } finally {
      this.#running.delete(job);
      this.#changed.fire();
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
