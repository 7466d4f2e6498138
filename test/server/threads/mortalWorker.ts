import type { MessagePort } from 'node:worker_threads';
import { MessageChannel, Worker } from 'node:worker_threads';

/**
 * A thread of the server with a fatal fault at the push of a button. (A thread that is ended from outside while native
 * code runs in it would take this process down.)
 */
export class MortalWorker extends Worker {
  readonly #button: MessagePort;

  /** @param file the thread's bundle */
  constructor(file: string) {
    const { port1, port2 } = new MessageChannel();
    const script = `
      const { workerData } = require('node:worker_threads');
      workerData.button.once('message', () => { throw new Error('out of luck'); });
      workerData.button.unref();
      require(workerData.file);`;
    super(script, { eval: true, workerData: { button: port2, file }, transferList: [port2] });
    this.#button = port1;
    this.once('exit', () => port1.close());
  }

  die(): void {
    this.#button.postMessage(null);
  }
}
