import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Connection, InitializeParams, ServerCapabilities } from 'vscode-languageserver/node';
import { bundledTrioName, defaultStore } from '../models/index.ts';
import { Completions } from './completion/completions.ts';
import { EngineHost } from './engine/engineHost.ts';
import { Generations } from './engine/generations.ts';
import { DetectionFeature } from './features/detection.ts';
import { DocumentLanguagesFeature } from './features/documentLanguages.ts';
import { DocumentsFeature } from './features/documents.ts';
import { EngineLifecycleFeature } from './features/engineLifecycle.ts';
import type { Feature } from './features/feature.ts';
import { InlineCompletionFeature } from './features/inlineCompletion.ts';
import { ModelsFeature } from './features/models.ts';
import { ScriptsFeature } from './features/scripts.ts';
import { SettingsFeature } from './features/settings.ts';
import { StatusFeature } from './features/status.ts';
import { TracesFeature } from './features/traces.ts';
import { TranslationFeature } from './features/translation.ts';
import { JobQueue } from './jobs/jobQueue.ts';
import type { Log } from './log.ts';
import { ModelsHost } from './models/modelsHost.ts';
import { StoreContents } from './models/storeContents.ts';
import { TrioSelection } from './models/trioSelection.ts';
import { TriMixConnection } from './rpc/trimixConnection.ts';
import { StatusBoard } from './status/statusBoard.ts';
import { TraceRecorder } from './traces/traceRecorder.ts';
import { TraceStore } from './traces/traceStore.ts';

/** Where the server finds what is not code. */
export interface ServerPaths {
  /** The bundle of the engine's thread. */
  readonly engineWorker: string;
  /** The bundle of the thread for models on disk. */
  readonly modelsWorker: string;
  /** The program's own folder of models: the catalogue, and the bundled demo trio in `demo`. */
  readonly models: string;
}

/** Puts the server together on a connection and begins to listen. */
export function startServer(connection: Connection, paths: ServerPaths): void {
  const log: Log = connection.console;
  const trimix = new TriMixConnection(connection);
  const board = new StatusBoard();
  const queue = new JobQueue();
  const store = new TraceStore();
  const recorder = new TraceRecorder(store, trimix);
  const host = new EngineHost({
    spawn: () => spawnWorker(paths.engineWorker, 'engine', log),
    onState: (state) => {
      board.setEngine(state);
      if (state.kind === 'idle' || state.kind === 'loading') completions.forget();
    },
    log,
  });
  // An editor that goes away without a word ends this process at once.
  process.once('exit', () => host.disposeBlocking());
  const settingsFeature = new SettingsFeature(trimix, log);
  const settings = (): typeof settingsFeature.current => settingsFeature.current;
  const storeFolder = (): string => settings().store ?? defaultStore(process.env);
  const models = new ModelsHost({
    spawn: () => spawnWorker(paths.modelsWorker, 'models', log),
    onProgress: (progress) => trimix.notify('trimix/models/progress', progress),
    store: storeFolder,
    log,
  });
  const contents = new StoreContents(storeFolder, () => trimix.notify('trimix/models/didChange', null));
  const demo = { name: bundledTrioName, directory: join(paths.models, bundledTrioName), version: '' };
  const selection = new TrioSelection(contents, settings, demo);
  const generations = new Generations({
    host,
    recorder,
    settings,
    trioFor: (language) => selection.trioFor(language),
  });
  const documents = new DocumentsFeature(connection);
  const documentLanguages = new DocumentLanguagesFeature(trimix, log);
  const completions = new Completions({
    queue,
    generations,
    board,
    settings,
    inspecting: () => recorder.inspecting,
    log,
  });

  run(connection, log, [
    settingsFeature,
    documents,
    documentLanguages,
    new StatusFeature(trimix, board),
    new EngineLifecycleFeature({
      connection: trimix,
      host,
      generations,
      queue,
      settings: settingsFeature,
      log,
    }),
    new ModelsFeature({
      connection: trimix,
      models,
      engine: host,
      queue,
      contents,
      selection,
      settings,
      store: storeFolder,
      modelsFolder: paths.models,
      log,
    }),
    new InlineCompletionFeature({ connection, trimix, documents, documentLanguages, completions, log }),
    new TranslationFeature({ connection: trimix, queue, generations, board, settings, log }),
    new DetectionFeature(trimix),
    new ScriptsFeature(trimix),
    new TracesFeature({ connection: trimix, store, recorder, queue, generations }),
  ]);
}

/** The life of the features: initialised in order, shut down in reverse. */
function run(connection: Connection, log: Log, features: readonly Feature[]): void {
  connection.onInitialize((params: InitializeParams) => {
    const capabilities: ServerCapabilities = {};
    for (const feature of features) Object.assign(capabilities, feature.initialize(params));
    return { capabilities, serverInfo: { name: 'TriMix' } };
  });
  connection.onInitialized(() => {
    for (const feature of features) feature.initialized?.();
  });
  connection.onShutdown(async () => {
    for (const feature of features.toReversed()) {
      try {
        await feature.shutdown?.();
      } catch (error) {
        log.error(`While shutting down: ${String(error)}`);
      }
    }
  });
  connection.listen();
}

/** What a thread prints must not get between the messages of a server that speaks over stdio: it goes to the log. */
function spawnWorker(file: string, name: string, log: Log): Worker {
  const worker = new Worker(file, { stdout: true, stderr: true });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => log.info(`[${name}] ${text.trimEnd()}`));
  }
  return worker;
}
