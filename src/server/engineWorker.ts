import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { defaultStore } from '../models/store/storeFolders.ts';
import { EngineService } from './worker/engineService.ts';

/**
 * Entry of the engine's thread: `run` of ONNX Runtime blocks its JavaScript thread, so the models live in one
 * that speaks to nobody but the LSP thread.
 */
if (parentPort === null) throw new Error('engineWorker runs as a worker thread of the TriMix server only');

const connection = createMessageConnection(
  new PortMessageReader(parentPort),
  new PortMessageWriter(parentPort),
);
// Bundled to CommonJS as dist/engineWorker.cjs, beside the program that tries providers.
new EngineService(connection, {
  program: join(__dirname, 'smokeTest.cjs'),
  models: join(__dirname, '..', 'models', 'smoke'),
  cacheFolder: defaultStore(process.env),
});
connection.listen();
