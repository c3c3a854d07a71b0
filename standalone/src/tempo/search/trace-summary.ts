import { ATTR_SERVICE_NAME } from '@botscope/conventions';
import type { StoredSpan } from '../../store/span-reader.ts';

/** What a search says of a trace as a whole. */
export interface TraceSummary {
  /** Empty when the root has not arrived. */
  readonly rootName: string;
  readonly rootService: string;
  readonly startUnixNano: bigint;
  readonly durationNanos: bigint;
  readonly services: ReadonlyMap<string, { readonly spanCount: number; readonly errorCount: number }>;
}

/** Status code of a failed span. */
export const STATUS_ERROR = 2;

/** Summary of a trace; one span at least. */
export function summarizeTrace(spans: readonly StoredSpan[]): TraceSummary {
  const root = spans.find(({ span }) => span.parentSpanId === '');
  const starts = spans.map(({ span }) => span.startTimeUnixNano);
  const ends = spans.map(({ span }) => span.endTimeUnixNano);
  const startUnixNano = starts.reduce((first, time) => (time < first ? time : first));
  return {
    rootName: root?.span.name ?? '',
    rootService: root === undefined ? '' : serviceOf(root),
    startUnixNano,
    durationNanos: ends.reduce((last, time) => (time > last ? time : last)) - startUnixNano,
    services: countServices(spans),
  };
}

function countServices(spans: readonly StoredSpan[]): TraceSummary['services'] {
  const services = new Map<string, { spanCount: number; errorCount: number }>();
  for (const stored of spans) {
    const service = serviceOf(stored);
    const counts = services.get(service) ?? { spanCount: 0, errorCount: 0 };
    services.set(service, counts);
    counts.spanCount += 1;
    if (stored.span.status.code === STATUS_ERROR) counts.errorCount += 1;
  }
  return services;
}

function serviceOf({ resource }: StoredSpan): string {
  const service = resource.attributes[ATTR_SERVICE_NAME];
  return typeof service === 'string' ? service : '';
}
