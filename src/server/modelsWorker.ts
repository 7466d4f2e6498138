import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { defaultStore } from '../models/store/storeFolders.ts';
import { ModelsService } from './worker/modelsService.ts';

/** Entry of the thread that installs, imports and verifies models: hours of work that must not delay a keystroke. */
if (parentPort === null) throw new Error('modelsWorker runs as a worker thread of the TriMix server only');

const connection = createMessageConnection(
  new PortMessageReader(parentPort),
  new PortMessageWriter(parentPort),
);
// Bundled to CommonJS as dist/modelsWorker.cjs, beside the program that tries providers.
new ModelsService(connection, {
  program: join(__dirname, 'smokeTest.cjs'),
  models: join(__dirname, '..', 'models', 'smoke'),
  cacheFolder: defaultStore(process.env),
});
connection.listen();
