import { parentPort } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
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
new EngineService(connection);
connection.listen();
