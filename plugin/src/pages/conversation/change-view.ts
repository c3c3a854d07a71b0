import { buildPagePath } from '@botscope/conventions';
import { diff, parseJson, stringifyJson, type DeltaEntry, type JsonObject, type JsonValue } from '@botscope/delta';
import { toUnixMillis, type AuditRecord, type ChangeBefore } from '@botscope/records';
import { formatDuration } from '../../lib/duration.ts';

/** A change that came before an error, as a line shows it. Texts are untrusted. */
export interface ChangeView {
  readonly key: string;
  /** `2 min before`. */
  readonly when: string;
  readonly millis: number;
  /** Whether it has to do with what failed, as far as can be seen. */
  readonly isNear: boolean;
  readonly action: string;
  /** `webhook 41 "Refund API"`. */
  readonly entity: string;
  /** The first few changed fields. */
  readonly fields: readonly FieldView[];
  readonly moreFieldsCount: number;
  readonly actor: string;
  /** Path of its audit entry. */
  readonly path: string;
}

/** A changed field. Without a side it was not there. */
export interface FieldView {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

const FIELDS_SHOWN = 4;
const LONGEST_VALUE = 120;
const MINUTE_MILLIS = 60_000;

/** A change as it is shown beside an error of this time. */
export function toChangeView({ record, nearness }: ChangeBefore, errorMillis: number): ChangeView {
  const millis = toUnixMillis(record.timestampUnixNano);
  const fields = readFields(record);
  const { actor, actorType, entityType, entityId, entityName } = record;
  return {
    key: record.uid,
    when: toWhen(errorMillis - millis),
    millis,
    isNear: nearness !== 'before',
    action: record.action ?? '',
    entity: [entityType, entityId, entityName === undefined ? '' : `"${entityName}"`].filter(Boolean).join(' '),
    fields: fields.slice(0, FIELDS_SHOWN),
    moreFieldsCount: Math.max(0, fields.length - FIELDS_SHOWN),
    actor: actor?.name ?? actor?.email ?? actor?.id ?? actorType ?? 'unknown',
    path: buildPagePath('audit', { entry: record.uid, from: millis - MINUTE_MILLIS, to: millis + MINUTE_MILLIS }),
  };
}

function toWhen(millis: number): string {
  // Whole minutes say enough about what lies minutes back.
  const rounded = millis < MINUTE_MILLIS ? millis : Math.floor(millis / MINUTE_MILLIS) * MINUTE_MILLIS;
  return `${formatDuration(rounded)} before`;
}

/** From the line, where numbers still have all their digits. */
function readFields({ line }: AuditRecord): readonly FieldView[] {
  try {
    const body = parseJson(line);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
    const state = (name: string) => (Object.hasOwn(body, name) ? ((body as JsonObject)[name] ?? undefined) : undefined);
    return diff(state('before'), state('after')).map(toField);
  } catch {
    return [];
  }
}

function toField(entry: DeltaEntry): FieldView {
  const name = entry.path.join('.');
  if (entry.op === 'move') return { name, before: `at ${entry.from.join('.')}`, after: `at ${name}` };
  if (entry.op === 'replace') return { name, before: toText(entry.before), after: toText(entry.after) };
  return { name, [entry.op === 'add' ? 'after' : 'before']: toText(entry.value) };
}

function toText(value: JsonValue): string {
  const text = typeof value === 'string' ? value : stringifyJson(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
