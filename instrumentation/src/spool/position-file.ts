import { existsSync, readFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { encodePosition, parsePosition, type QueuePosition } from './queue-position.ts';

/**
 * Keeps a queue's position. It is not synced: after a power cut an older one sends some records again, which readers
 * recognise by their uid.
 */
export class PositionFile {
  private readonly path: string;
  private handle: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** Undefined when there is none or it is damaged: then everything on disk counts as unsent. */
  read(): QueuePosition | undefined {
    return existsSync(this.path) ? parsePosition(readFileSync(this.path)) : undefined;
  }

  async write(position: QueuePosition): Promise<void> {
    this.handle ??= await open(this.path, existsSync(this.path) ? 'r+' : 'w');
    const bytes = encodePosition(position);
    await this.handle.write(bytes, 0, bytes.length, 0);
  }

  async close(): Promise<void> {
    await this.handle?.close();
    this.handle = undefined;
  }
}
