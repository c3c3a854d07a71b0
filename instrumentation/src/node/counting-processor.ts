import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import type { SpanCounts } from './counting-exporter.ts';

/** Counts spans on their way to other processors. */
export class CountingProcessor implements SpanProcessor {
  private readonly next: readonly SpanProcessor[];
  private readonly counts: SpanCounts;

  constructor(next: readonly SpanProcessor[], counts: SpanCounts) {
    this.next = next;
    this.counts = counts;
  }

  onStart(...args: Parameters<SpanProcessor['onStart']>): void {
    this.counts.started++;
    for (const processor of this.next) processor.onStart(...args);
  }

  onEnd(span: Parameters<SpanProcessor['onEnd']>[0]): void {
    for (const processor of this.next) processor.onEnd(span);
  }

  async forceFlush(): Promise<void> {
    await Promise.all(this.next.map((processor) => processor.forceFlush()));
  }

  async shutdown(): Promise<void> {
    await Promise.all(this.next.map((processor) => processor.shutdown()));
  }
}
