import { AUDIT_OPERATORS, type AuditColumn, type AuditFilterRow } from '@botscope/records';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeRow, checkRow, createRow, filterRowsParameter, isComplete } from './filter-rows.ts';

const columns = Object.keys(AUDIT_OPERATORS) as AuditColumn[];
const parameter = filterRowsParameter();

/** Any row that the page can make. */
const anyRow = fc.constantFrom(...columns).chain((column): fc.Arbitrary<AuditFilterRow> => {
  const operator = fc.constantFrom(...(AUDIT_OPERATORS[column] as readonly string[]));
  const value = fc.string({ unit: 'binary', maxLength: 200 });
  const millis = fc.integer({ min: 0, max: 4e12 });
  const absolute = millis.map((ms) => ({ kind: 'absolute' as const, unixNano: BigInt(ms) * 1_000_000n }));
  const relative = fc.integer({ min: 0, max: 1e9 }).map((lastSeconds) => ({ kind: 'relative' as const, lastSeconds }));
  const rest: fc.Arbitrary<object> =
    column === 'action'
      ? fc.record({ values: fc.array(fc.stringMatching(/^[A-Z_]{1,12}$/), { maxLength: 5 }) })
      : column === 'timestamp'
        ? fc.record({ time: fc.oneof(absolute, relative) })
        : fc.record({ value });
  return fc.tuple(operator, rest).map(([op, more]) => ({ column, operator: op, ...more }) as AuditFilterRow);
});

describe('filterRowsParameter', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), (rows) => {
        expect(parameter.parse(parameter.build(rows))).toEqual(rows);
      }),
    );
  });

  it('reads hostile addresses without failing, and leaves out what it cannot read', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        expect(Array.isArray(parameter.parse(texts))).toBe(true);
      }),
    );
    expect(
      parameter.parse(['user:greaterThan:ada', 'constructor:equals:x', 'user', `user:equals:${'x'.repeat(600)}`]),
    ).toEqual([]);
  });
});

describe('changeRow', () => {
  it('gives a row that its column knows, and keeps a text between text columns', () => {
    fc.assert(
      fc.property(anyRow, fc.constantFrom(...columns), (row, column) => {
        const changed = changeRow(row, { column });
        expect(AUDIT_OPERATORS[column] as readonly string[]).toContain(changed.operator);
        expect(parameter.parse(parameter.build([changed]))).toEqual([changed]);
      }),
    );
    const row: AuditFilterRow = { column: 'user', operator: 'notEquals', value: 'ada' };
    expect(changeRow(row, { column: 'entityId' })).toEqual({ column: 'entityId', operator: 'notEquals', value: 'ada' });
  });
});

describe('isComplete', () => {
  it.each(columns.filter((column) => column !== 'timestamp'))('wants a value for column %s', (column) => {
    expect(isComplete(createRow(column))).toBe(false);
  });
});

describe('checkRow', () => {
  it('never fails, whatever was typed', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        expect(['string', 'undefined']).toContain(typeof checkRow(row));
      }),
    );
  });
});
