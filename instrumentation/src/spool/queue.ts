import { join } from 'node:path';
import { PositionFile } from './position-file.ts';
import { Progress } from './progress.ts';
import { Quarantine } from './quarantine.ts';
import type { QueueCounters } from './queue-counters.ts';
import { QueueFiles } from './queue-files.ts';
import { QueueReader } from './queue-reader.ts';
import { QueueWriter } from './queue-writer.ts';
import { recoverSegments } from './recover-segments.ts';
import type { SendLogs } from './send-outcome.ts';
import { Sender } from './sender.ts';
import { syncLeftFile } from './sync-directory.ts';

/** What queues of one spool have in common. */
export interface QueueOptions {
  readonly send: SendLogs;
  readonly segmentBytes: number;
  readonly paceMillis: number;
  readonly nowMillis: () => number;
  /** Makes unique names that sort by time. */
  readonly nextName: () => string;
  readonly onQuarantined: (reason: string, path: string) => void;
}

/** One queue on disk with everything that writes, reads and sends it. */
export class Queue {
  readonly counters: QueueCounters;
  readonly reader: QueueReader;
  readonly writer: QueueWriter;
  readonly sender: Sender;
  readonly quarantine: Quarantine;
  /** State of the queue's owner after the last record on disk; empty for a new queue. */
  readonly ownerState: string;
  private readonly files: QueueFiles;
  private readonly progress = new Progress();

  /** Opens a directory whose slot this process has locked. Throws the file system's error. */
  constructor(directory: string, sync: boolean, counters: QueueCounters, options: QueueOptions) {
    const { segmentBytes, nowMillis } = options;
    const recovered = recoverSegments(directory);
    const last = recovered.segments.at(-1);
    // What a killed process had not synced would be sent, and could yet be lost with the place in the chain it has.
    if (sync && last !== undefined) syncLeftFile(last.path);
    this.counters = counters;
    this.ownerState = recovered.ownerState ?? '';
    this.files = new QueueFiles(directory, recovered.segments, recovered.nextIndex);
    this.quarantine = new Quarantine(join(directory, 'quarantine'), options.nextName);
    this.writer = new QueueWriter(this.files, this.ownerState, { segmentBytes, sync, nowMillis });
    this.reader = new QueueReader(
      this.files,
      new PositionFile(join(directory, 'position')),
      (count, reason) => counters.drop(count, reason),
      (error) => (counters.lastError = error.message),
    );
    counters.recovered += this.unsent;
    this.sender = new Sender({
      ...options,
      reader: this.reader,
      quarantine: this.quarantine,
      counters,
      onProgress: () => this.progress.notify(),
    });
    this.files.onReadable = () => this.sender.wake();
  }

  /** Records on disk that have not been delivered. */
  get unsent(): number {
    return Math.max(0, this.files.nextIndex - this.reader.index);
  }

  /** Resolves when all records that are on disk now have been delivered. */
  async delivered(): Promise<void> {
    const target = this.files.nextIndex;
    this.sender.hurry();
    while (this.reader.index < target) await this.progress.next();
  }

  /** Stops sending and closes the files. */
  async close(): Promise<void> {
    await this.sender.stop();
    await this.writer.close();
    await this.reader.close();
  }
}
