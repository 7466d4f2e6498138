// Stands in for the native module @vscode/native-watchdog inside the offline host: ends an extension host whose
// server is gone. Installed as plain JavaScript in the module's place, so it may import nothing of ours.

const everyMs = 1000;

export function start(parent: number): void {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(87);
    }
  }, everyMs).unref();
}

export function exit(code: number): void {
  process.exit(code);
}
