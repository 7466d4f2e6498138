import { parentPort } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { ModelsService } from './worker/modelsService.ts';

/** Entry of the thread that installs, imports and verifies models: hours of work that must not delay a keystroke. */
if (parentPort === null) throw new Error('modelsWorker runs as a worker thread of the TriMix server only');

const connection = createMessageConnection(
  new PortMessageReader(parentPort),
  new PortMessageWriter(parentPort),
);
new ModelsService(connection);
connection.listen();
