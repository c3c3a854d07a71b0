import { ATTR_EVENT, ATTR_TURN_ID, EVENT_STEP_COMPLETED, EVENT_TURN_COMPLETED } from '@botscope/conventions';
import type { OtlpSpan, TracesRequest } from '@botscope/otlp';
import type { CorpusRecord } from '../corpus/corpus-record.ts';
import { toHex } from '../corpus/random.ts';
import { toAttributeMap, toOrigin } from './to-logs-request.ts';
import { traceOf } from './trace-ids.ts';

/** One turn in so many has its spans kept, as where traces are sampled. */
const TURNS_PER_TRACE = 4;
const STEP_NANOS = 30_000_000n;

/** Whether a turn has spans. */
export function isTraced(turnId: string): boolean {
  return Number.parseInt(turnId.slice(-4), 16) % TURNS_PER_TRACE === 0;
}

function toSpan(record: CorpusRecord, position: number): OtlpSpan {
  const { attributes, timestampUnixNano } = record;
  const traceId = traceOf(record);
  const isTurn = attributes[ATTR_EVENT] === EVENT_TURN_COMPLETED;
  return {
    traceId,
    spanId: isTurn ? traceId.slice(0, 16) : toHex(position, Number(timestampUnixNano % 4_294_967_291n)),
    parentSpanId: isTurn ? '' : traceId.slice(0, 16),
    traceState: '',
    flags: 1,
    name: isTurn ? 'turn' : 'step',
    kind: 1,
    startTimeUnixNano: timestampUnixNano - STEP_NANOS * (isTurn ? 10n : 1n),
    endTimeUnixNano: timestampUnixNano,
    attributes: toAttributeMap(attributes),
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    status: { code: 0, message: '' },
  };
}

/** Spans of the turns and steps among records: of every turn that {@link isTraced}. */
export function toTracesRequest(records: readonly CorpusRecord[]): TracesRequest {
  const traced = records.filter(({ attributes }) => {
    const [turnId, event] = [attributes[ATTR_TURN_ID], attributes[ATTR_EVENT]];
    return (
      typeof turnId === 'string' &&
      isTraced(turnId) &&
      (event === EVENT_STEP_COMPLETED || event === EVENT_TURN_COMPLETED)
    );
  });
  const byEnvironment = Map.groupBy(traced, ({ environment }) => environment);
  return {
    resourceSpans: [...byEnvironment].map(([environment, group]) => {
      const { resource, scope } = toOrigin(environment);
      return { resource, schemaUrl: '', scopeSpans: [{ scope, schemaUrl: '', spans: group.map(toSpan) }] };
    }),
  };
}
