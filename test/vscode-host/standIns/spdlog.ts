// Stands in for the native module @vscode/spdlog inside the offline host, which npm delivers as C++ source only.
// Without a logger no output channel of any extension would show a line. Installed as plain JavaScript (its types
// stripped) in the module's place, so it may import nothing of ours. Files are not rotated: profiles are short-lived.
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'] as const;
type Level = (typeof levels)[number];

export const version = 0;

export function setLevel(): void {
  // Every logger is given its own level by VS Code.
}

export function setFlushOn(): void {
  // Each line is written at once.
}

export class Logger {
  #file: string;
  #level = levels.indexOf('info');
  #withHeader = true;

  constructor(_loggerType: string, _name: string, file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
  }

  trace(message: string): void {
    this.#write('trace', message);
  }
  debug(message: string): void {
    this.#write('debug', message);
  }
  info(message: string): void {
    this.#write('info', message);
  }
  warn(message: string): void {
    this.#write('warning', message);
  }
  error(message: string): void {
    this.#write('error', message);
  }
  critical(message: string): void {
    this.#write('critical', message);
  }

  getLevel(): number {
    return this.#level;
  }
  setLevel(level: number): void {
    this.#level = level;
  }
  /** VS Code uses one pattern, time and level before the message; it is this logger's only one. */
  setPattern(): void {
    this.#withHeader = true;
  }
  clearFormatters(): void {
    this.#withHeader = false;
  }
  flush(): void {
    // Nothing is held back.
  }
  drop(): void {
    this.#level = levels.indexOf('off');
  }

  #write(level: Level, message: string): void {
    if (levels.indexOf(level) < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(this.#file, this.#withHeader ? `${time} [${level}] ${message}\n` : message);
  }
}

export function createRotatingLogger(name: string, file: string): Promise<Logger> {
  return Promise.resolve(new Logger('rotating', name, file));
}

export function createAsyncRotatingLogger(name: string, file: string): Promise<Logger> {
  return Promise.resolve(new Logger('rotating_async', name, file));
}
