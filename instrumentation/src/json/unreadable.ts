/** Counts values that could not be recorded as they are, by reason. */
export class Unreadable {
  readonly counts: Record<string, number> = {};

  count(reason: string): void {
    this.counts[reason] = (this.counts[reason] ?? 0) + 1;
  }
}
