import { open, type FileHandle } from 'node:fs/promises';

/** One field of a protobuf message that lies in a file, unread. */
export interface Field {
  readonly number: number;
  /** 0 varint, 1 eight bytes, 2 as many bytes as it says, 5 four bytes. */
  readonly wireType: 0 | 1 | 2 | 5;
  /** Where the field's tag begins, where its payload begins, and where the field ends, in bytes of the file. */
  readonly tagAt: number;
  readonly start: number;
  readonly end: number;
}

/** What a message of unknown origin is refused for. */
export class MessageError extends Error {
  override readonly name = 'MessageError';
}

const windowBytes = 65_536;

/** A tag and a length take at most ten bytes each. */
const longestPrefix = 20;

/** Graphs of the largest published models have some hundred thousand; more would only keep a reader busy. */
const mostFields = 5_000_000;

/** A protobuf message in a file of any size: walked field by field, so that gigabytes of weights are never read. */
export class MessageFile {
  readonly size: number;
  readonly #handle: FileHandle;
  #window: Uint8Array = new Uint8Array();
  #windowAt = 0;
  #fields = 0;

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  static async open(path: string): Promise<MessageFile> {
    const handle = await open(path, 'r');
    try {
      return new MessageFile(handle, (await handle.stat()).size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /**
   * The fields of the message between two offsets, in order.
   *
   * @throws MessageError when a field does not fit into the message, or there are too many
   */
  async *fields(start: number, end: number): AsyncGenerator<Field> {
    for (let at = start; at < end;) {
      if (++this.#fields > mostFields) throw new MessageError('it has too many fields');
      const field = await this.#field(at, end);
      yield field;
      at = field.end;
    }
  }

  /** Bytes of the file; the caller bounds how many. */
  async bytes(start: number, end: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(end - start);
    for (let done = 0; done < bytes.length;) {
      const { bytesRead } = await this.#handle.read(bytes, done, bytes.length - done, start + done);
      if (bytesRead === 0) throw new MessageError('the file became shorter while it was read');
      done += bytesRead;
    }
    return bytes;
  }

  async #field(at: number, end: number): Promise<Field> {
    const prefix = await this.#peek(at, Math.min(end, at + longestPrefix));
    const tag = varint(prefix, 0);
    const wireType = tag.value % 8;
    const number = Math.floor(tag.value / 8);
    const field = (start: number, length: number): Field => {
      if (length > end - start) throw new MessageError('it ends in the middle of a field');
      if (number < 1) throw new MessageError('it has a field without a number');
      return { number, wireType: wireType as Field['wireType'], tagAt: at, start, end: start + length };
    };
    const behindTag = at + tag.length;
    switch (wireType) {
      case 0:
        return field(behindTag, varint(prefix, tag.length).length);
      case 1:
        return field(behindTag, 8);
      case 2: {
        const length = varint(prefix, tag.length);
        return field(behindTag + length.length, length.value);
      }
      case 5:
        return field(behindTag, 4);
      default:
        throw new MessageError('it has a field of an unknown kind');
    }
  }

  async #peek(start: number, end: number): Promise<Uint8Array> {
    if (start < this.#windowAt || end > this.#windowAt + this.#window.length) {
      this.#window = await this.bytes(start, Math.min(this.size, Math.max(end, start + windowBytes)));
      this.#windowAt = start;
    }
    return this.#window.subarray(start - this.#windowAt, end - this.#windowAt);
  }
}

/** A variable-length integer; values above 2⁵³ lose digits, and no length or tag that fits a file is so large. */
function varint(bytes: Uint8Array, at: number): { readonly value: number; readonly length: number } {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) throw new MessageError('it ends in the middle of a field');
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, length: i + 1 };
  }
  throw new MessageError('it has a number of more than ten bytes');
}
