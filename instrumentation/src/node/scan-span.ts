import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { scanValue, type ScanText } from '../record/scan-value.ts';

/** A span's texts, which only its own type does not let others change. */
type Rewritable = { -readonly [Key in 'name' | 'status']: ReadableSpan[Key] };

/** Replaces what `scan` replaces in all texts of a span that has ended. */
export function scanSpan(span: ReadableSpan, scan: ScanText): void {
  const { name, status } = span;
  const scannedName = scan(name);
  if (scannedName !== name) (span as Rewritable).name = scannedName;
  if (status.message !== undefined) (span as Rewritable).status = { ...status, message: scan(status.message) };
  scanAttributes(span.attributes, scan);
  for (const event of span.events) if (event.attributes !== undefined) scanAttributes(event.attributes, scan);
  for (const link of span.links) if (link.attributes !== undefined) scanAttributes(link.attributes, scan);
}

function scanAttributes(attributes: Attributes, scan: ScanText): void {
  for (const key in attributes) {
    const value = attributes[key];
    if (typeof value === 'string') {
      const scanned = scan(value);
      if (scanned !== value) attributes[key] = scanned;
    } else if (Array.isArray(value)) {
      attributes[key] = scanValue(value, scan);
    }
  }
}
