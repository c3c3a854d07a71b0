import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

/** What has become of spans. */
export interface SpanCounts {
  started: number;
  exported: number;
  failed: number;
}

/**
 * Passes spans on to another exporter and counts what becomes of them. Never in the caller's own turn of the event loop:
 * a batch is serialised by whoever ends its last span, which is the bot.
 */
export class CountingExporter implements SpanExporter {
  private readonly exporter: SpanExporter;
  private readonly counts: SpanCounts;

  constructor(exporter: SpanExporter, counts: SpanCounts) {
    this.exporter = exporter;
    this.counts = counts;
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    setImmediate(() => {
      this.exporter.export(spans, (result) => {
        this.counts[result.code === ExportResultCode.SUCCESS ? 'exported' : 'failed'] += spans.length;
        done(result);
      });
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }
}
