import {
  AUDIT_OPERATORS,
  buildAuditQuery,
  FilterValueError,
  type AuditColumn,
  type AuditFilterRow,
  type AuditTime,
} from '@botscope/records';
import type { UrlParameter } from '../../lib/url-parameters.ts';

/** Columns in the order of the first dropdown, with their words. */
export const COLUMN_WORDS: Readonly<Record<AuditColumn, string>> = {
  id: 'ID',
  user: 'User',
  action: 'Action',
  entityName: 'Entity name',
  entityId: 'Entity ID',
  timestamp: 'Timestamp',
};

/** An operator of any column. */
export type AuditOperator = (typeof AUDIT_OPERATORS)[AuditColumn][number];

const OPERATOR_WORDS: Readonly<Record<AuditOperator, string>> = {
  equals: 'equals',
  notEquals: 'not equals',
  greaterThan: 'greater than',
  lessThan: 'less than',
  contains: 'contains',
  notContains: 'not contains',
};

/** An operator's word; for times it says what it means there. */
export function toOperatorWord(column: AuditColumn, operator: AuditOperator): string {
  if (column !== 'timestamp') return OPERATOR_WORDS[operator];
  return operator === 'greaterThan' ? 'greater than (after)' : 'less than (before)';
}

const MAX_ROWS = 20;
const MAX_VALUE_LENGTH = 512;
const HOUR_SECONDS = 3600;
const SEPARATOR = '\u001f';

/** A new row of a column, still without a value. */
export function createRow(column: AuditColumn): AuditFilterRow {
  return toRow(column, AUDIT_OPERATORS[column][0], '') as AuditFilterRow;
}

/** The row with another column or operator; a value that fits both columns stays. */
export function changeRow(
  row: AuditFilterRow,
  change: { readonly column?: AuditColumn; readonly operator?: AuditOperator },
): AuditFilterRow {
  const column = change.column ?? row.column;
  const operators: readonly AuditOperator[] = AUDIT_OPERATORS[column];
  const wanted = change.operator ?? row.operator;
  const operator = operators.includes(wanted) ? wanted : (operators[0] ?? 'equals');
  const keepsValue = isTextColumn(column) === isTextColumn(row.column) || column === row.column;
  return (
    toRow(column, operator, keepsValue && (column === row.column || isTextColumn(column)) ? valueText(row) : '') ??
    createRow(column)
  );
}

/** Whether a row says enough to filter by. */
export function isComplete(row: AuditFilterRow): boolean {
  if (row.column === 'action') return row.values.length > 0;
  return row.column === 'timestamp' || row.value !== '';
}

/** Why a row cannot be used, in words; `undefined` when it can. */
export function checkRow(row: AuditFilterRow): string | undefined {
  if (!isComplete(row)) return undefined;
  try {
    buildAuditQuery({ rows: [row] }, 0n);
    return undefined;
  } catch (error) {
    if (error instanceof FilterValueError) return error.message;
    throw error;
  }
}

/** Filter rows in the address, one parameter each: `column:operator:value`. What cannot be read is left out. */
export function filterRowsParameter(): UrlParameter<readonly AuditFilterRow[]> {
  return {
    parse: (texts) => texts.slice(0, MAX_ROWS).flatMap((text) => parseRow(text) ?? []),
    build: (rows) => rows.map((row) => `${row.column}:${row.operator}:${valueText(row)}`),
  };
}

function parseRow(text: string): AuditFilterRow | undefined {
  const [, column = '', operator = '', value = ''] = /^(\w+):(\w+):([^]*)$/.exec(text) ?? [];
  if (!isColumn(column) || value.length > MAX_VALUE_LENGTH) return undefined;
  return toRow(column, operator, value);
}

function isColumn(text: string): text is AuditColumn {
  return Object.hasOwn(AUDIT_OPERATORS, text);
}

function isTextColumn(column: AuditColumn): boolean {
  return column !== 'action' && column !== 'timestamp';
}

/** A value as text: actions joined, times as `abs<milliseconds>` or `rel<seconds>`. */
function valueText(row: AuditFilterRow): string {
  if (row.column === 'action') return row.values.join(SEPARATOR);
  if (row.column !== 'timestamp') return row.value;
  return row.time.kind === 'relative' ? `rel${row.time.lastSeconds}` : `abs${row.time.unixNano / 1_000_000n}`;
}

function toRow(column: AuditColumn, operator: string, value: string): AuditFilterRow | undefined {
  const operators: readonly string[] = AUDIT_OPERATORS[column];
  if (!operators.includes(operator)) return undefined;
  const extra =
    column === 'action'
      ? { values: value.split(SEPARATOR).filter((v) => v !== '') }
      : column === 'timestamp'
        ? { time: parseTime(value) }
        : { value };
  // The operator was compared with those of the column above, which the compiler cannot follow.
  return { column, operator, ...extra } as AuditFilterRow;
}

function parseTime(text: string): AuditTime {
  const [, kind, digits = ''] = /^(abs|rel)(\d{1,15})$/.exec(text) ?? [];
  if (kind === 'abs') return { kind: 'absolute', unixNano: BigInt(digits) * 1_000_000n };
  return { kind: 'relative', lastSeconds: kind === 'rel' ? Number(digits) : HOUR_SECONDS };
}
