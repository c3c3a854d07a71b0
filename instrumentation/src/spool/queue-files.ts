import type { Segment } from './segment.ts';

/** What writer and reader of a queue both know about it. */
export class QueueFiles {
  readonly directory: string;
  /** Ascending; the last one is written to. */
  readonly segments: Segment[];
  /** Number of the next record to be written. */
  nextIndex: number;
  /** Called when more can be read. */
  onReadable: () => void = () => {};

  constructor(directory: string, segments: readonly Segment[], nextIndex: number) {
    this.directory = directory;
    this.segments = [...segments];
    this.nextIndex = nextIndex;
  }

  /** Disk space in use. */
  get sizeBytes(): number {
    return this.segments.reduce((sum, segment) => sum + segment.sizeBytes, 0);
  }
}
