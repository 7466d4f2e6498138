import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server.ts';

/**
 * Entry of the server process. `--node-ipc`, `--stdio`, `--socket=PORT` or `--pipe=NAME` name the transport;
 * without any of them it speaks over stdio.
 */
const transports = /^--(?:node-ipc|stdio|socket|pipe)(?:=|$)/u;
if (!process.argv.some((argument) => transports.test(argument))) process.argv.push('--stdio');

// Bundled to CommonJS as dist/server.cjs, beside the threads; the program's models lie beside dist/.
startServer(createConnection(ProposedFeatures.all), {
  engineWorker: join(__dirname, 'engineWorker.cjs'),
  modelsWorker: join(__dirname, 'modelsWorker.cjs'),
  models: join(__dirname, '..', 'models'),
});
