import type { Attributes, Tracer } from '@opentelemetry/api';

import type { ScanText } from '../record/scan-value.ts';

type AnyAttribute = Attributes[string];

/** A tracer whose spans begin without what `scan` replaces: for providers whose exporters are not ours. */
export function createScanningTracer(tracer: Tracer, scan: ScanText): Tracer {
  return {
    startSpan: (name, options = {}, context) =>
      tracer.startSpan(scan(name), { ...options, attributes: scanAttributes(options.attributes, scan) }, context),
    startActiveSpan: tracer.startActiveSpan.bind(tracer),
  };
}

function scanAttributes(attributes: Attributes = {}, scan: ScanText): Attributes {
  const scanned: Attributes = {};
  for (const [key, value] of Object.entries(attributes)) scanned[key] = scanAny(value, scan);
  return scanned;
}

function scanAny(value: AnyAttribute, scan: ScanText): AnyAttribute {
  if (typeof value === 'string') return scan(value);
  return Array.isArray(value) ? value.map((element) => scanAny(element, scan)) : value;
}
