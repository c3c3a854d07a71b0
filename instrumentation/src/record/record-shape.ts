import {
  ATTR_EVENT,
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  LOG_LEVELS,
  type LogLevel,
  type Outcome,
  type RecordKind,
} from '@botscope/conventions';
import { encodeLogRecordFields } from '@botscope/otlp';
import { AttributeList } from './attribute-list.ts';

/** What all records of an event, level and outcome have in common. */
export interface RecordShape {
  readonly event: string;
  readonly kind: RecordKind;
  readonly severityNumber: number;
  readonly severityText: string;
  /** Kind, event and outcome. */
  readonly attributes: AttributeList;
  /** All of it as protobuf. */
  readonly encoded: Uint8Array;
}

const MOST_REMEMBERED = 1_000;
const LEVEL_PLACES: Readonly<Record<LogLevel, number>> = { debug: 0, info: 2, warning: 4, error: 6 };
/** By event, then by level and outcome. */
const shapes = new Map<string, RecordShape[]>();

/** The shape of a record, made once. */
export function toRecordShape(event: string, kind: RecordKind, level: LogLevel, outcome: Outcome): RecordShape {
  const place = LEVEL_PLACES[level] + (outcome === 'error' ? 1 : 0);
  const ofEvent = shapes.get(event) ?? [];
  const known = ofEvent[place];
  if (known?.kind === kind) return known;
  const shape = createShape(event, kind, level, outcome);
  ofEvent[place] = shape;
  if (shapes.size < MOST_REMEMBERED) shapes.set(event, ofEvent);
  return shape;
}

function createShape(event: string, kind: RecordKind, level: LogLevel, outcome: Outcome): RecordShape {
  const { severityNumber, severityText } = LOG_LEVELS.find((known) => known.level === level) ?? LOG_LEVELS[1];
  const attributes = new AttributeList().add(ATTR_RECORD_KIND, kind).add(ATTR_EVENT, event).add(ATTR_OUTCOME, outcome);
  const fields = { severityNumber, severityText, eventName: event, attributes };
  return { event, kind, severityNumber, severityText, attributes, encoded: encodeLogRecordFields(fields) };
}
