import type { Readable } from 'node:stream';

/** An answer that a browser keeps as a file. */
export class FileAnswer {
  readonly contentType: string;
  /** Only letters, digits, `-`, `_` and `.`. */
  readonly fileName: string;
  readonly body: Readable | string;

  constructor({ contentType, body }: Pick<FileAnswer, 'contentType' | 'body'>, fileName: string) {
    this.contentType = contentType;
    this.fileName = fileName;
    this.body = body;
  }
}
