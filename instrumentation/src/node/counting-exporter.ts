import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { ScanText } from '../record/scan-value.ts';
import { runUnrecorded } from '../wire/unrecorded.ts';
import { scanSpan } from './scan-span.ts';

/** What has become of spans. */
export interface SpanCounts {
  started: number;
  exported: number;
  failed: number;
}

/**
 * Passes spans without secrets on to another exporter and counts what becomes of them. Never in the caller's own turn of the event loop:
 * a batch is serialised by whoever ends its last span, which is the bot.
 */
export class CountingExporter implements SpanExporter {
  private readonly exporter: SpanExporter;
  private readonly counts: SpanCounts;
  private readonly scan: ScanText;

  constructor(exporter: SpanExporter, counts: SpanCounts, scan: ScanText) {
    this.exporter = exporter;
    this.counts = counts;
    this.scan = scan;
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    setImmediate(() => {
      let isOver = false;
      const finish = (result: ExportResult): void => {
        if (isOver) return;
        isOver = true;
        this.counts[result.code === ExportResultCode.SUCCESS ? 'exported' : 'failed'] += spans.length;
        done(result);
      };
      try {
        for (const span of spans) scanSpan(span, this.scan);
        runUnrecorded(() => this.exporter.export(spans, finish));
      } catch (error) {
        // Nobody is above this who could catch it: it would end the bot.
        finish({ code: ExportResultCode.FAILED, error: error instanceof Error ? error : new Error(String(error)) });
      }
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }
}
