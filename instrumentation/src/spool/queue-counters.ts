/** What has happened to a queue's records since the start. */
export class QueueCounters {
  emitted = 0;
  recovered = 0;
  delivered = 0;
  quarantined = 0;
  readonly dropped: Record<string, number> = {};
  lastError: string | undefined;

  drop(count: number, reason: string): void {
    this.dropped[reason] = (this.dropped[reason] ?? 0) + count;
  }
}
