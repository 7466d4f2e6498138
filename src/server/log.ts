/** Where the server tells what happens. The text of documents never goes there. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
