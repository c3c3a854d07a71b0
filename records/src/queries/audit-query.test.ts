import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditFilterRow } from '../filters/audit-filter.ts';
import { matchesAudit } from '../filters/matches-audit.ts';
import { parseRecord } from '../record/parse-record.ts';
import { auditEntry, auditFilter, NOW } from '../../test/test-arbitraries.ts';
import { toEntry } from '../../test/test-entries.ts';
import { isSelected } from '../../test/test-selection.ts';
import { buildAuditQuery, buildEntityHistoryQuery } from './audit-query.ts';

const OPERATORS = ['equals', 'notEquals', 'greaterThan', 'lessThan'] as const;

/** Ids that a filter finds, both in its query and without a store. */
function findIds(attribute: string, ids: readonly (string | undefined)[], row: AuditFilterRow) {
  const entries = ids.map((id) =>
    toEntry(NOW, { 'bot.record.kind': 'audit', 'bot.event': 'bot.audit.change', [attribute]: id }),
  );
  const query = buildAuditQuery({ rows: [row] }, NOW);
  const selected = entries.map((entry) => isSelected([query], entry));
  expect(selected).toEqual(entries.map((entry) => matchesAudit(parseRecord(entry), { rows: [row] }, NOW)));
  return ids.filter((_, i) => selected[i]);
}

describe('buildAuditQuery', () => {
  it('selects exactly what the filter means', () => {
    fc.assert(
      fc.property(auditEntry, auditFilter, (entry, filter) => {
        const query = buildAuditQuery(filter, NOW);
        expect(isSelected([query], entry)).toBe(matchesAudit(parseRecord(entry), filter, NOW));
      }),
      { numRuns: 2000 },
    );
  });

  it('selects the same where a store indexes no labels of ours', () => {
    fc.assert(
      fc.property(auditEntry, auditFilter, (entry, filter) => {
        const query = buildAuditQuery(filter, NOW, { indexedLabels: new Set(['service_name']) });
        expect(isSelected([query], entry)).toBe(matchesAudit(parseRecord(entry), filter, NOW));
      }),
    );
  });

  it('C36: compares ids of 19 and more digits exactly, to the last one', () => {
    const ids = ['1795240000000000106', '1795240000000000107', '1795240000000000108', '9', '17952400000000001070'];
    const found = OPERATORS.map((operator) =>
      findIds('bot.audit.id', ids, { column: 'id', operator, value: '1795240000000000107' }),
    );
    expect(found).toEqual([
      ['1795240000000000107'],
      ['1795240000000000106', '1795240000000000108', '9', '17952400000000001070'],
      ['1795240000000000108', '17952400000000001070'],
      ['1795240000000000106', '9'],
    ]);
  });

  it('C51: compares entity ids as numbers when the typed value is one, else as text', () => {
    const ids = ['9', '10', '41', '100000000000000000000', 'n-7', 'n-70', undefined];
    const find = (operator: (typeof OPERATORS)[number], value: string) =>
      findIds('bot.audit.entity.id', ids, { column: 'entityId', operator, value });
    expect(find('greaterThan', '10')).toEqual(['41', '100000000000000000000']);
    expect(find('lessThan', '10')).toEqual(['9']);
    expect(find('greaterThan', 'n-7')).toEqual(['n-70']);
    expect(find('lessThan', 'n-7')).toEqual(['9', '10', '41', '100000000000000000000']);
    expect(find('equals', 'n-7')).toEqual(['n-7']);
    expect(find('notEquals', 'n-7')).toEqual(['9', '10', '41', '100000000000000000000', 'n-70', undefined]);
  });

  it('narrows the time for an id of our own shape, with room for clocks, and for no other', () => {
    const bounds = (operator: (typeof OPERATORS)[number], value: string) => {
      const { startUnixNano, endUnixNano } = buildAuditQuery({ rows: [{ column: 'id', operator, value }] }, NOW);
      return [startUnixNano, endUnixNano];
    };
    const [id, minute] = [1_795_240_000_123_456_107n, 60_000_000_000n];
    expect(bounds('equals', String(id))).toEqual([id - minute, id + minute]);
    expect(bounds('greaterThan', String(id))).toEqual([id - minute, undefined]);
    expect(bounds('lessThan', String(id))).toEqual([undefined, id + minute]);
    expect(bounds('notEquals', String(id))).toEqual([undefined, undefined]);
    expect(bounds('equals', '41')).toEqual([undefined, undefined]);
    expect(bounds('equals', '0795240000123456107')).toEqual([undefined, undefined]);
  });

  it('joins times by the narrowest: after is exclusive, before too, relative from the moment of the search', () => {
    const rows: AuditFilterRow[] = [
      { column: 'timestamp', operator: 'greaterThan', time: { kind: 'relative', lastSeconds: 3600 } },
      { column: 'timestamp', operator: 'greaterThan', time: { kind: 'absolute', unixNano: 5n } },
      { column: 'timestamp', operator: 'lessThan', time: { kind: 'absolute', unixNano: NOW } },
    ];
    expect(buildAuditQuery({ rows }, NOW)).toMatchObject({
      startUnixNano: NOW - 3_600_000_000_000n + 1n,
      endUnixNano: NOW,
    });
  });
});

describe('buildEntityHistoryQuery', () => {
  it('asks for type and id, without a time', () => {
    expect(buildEntityHistoryQuery({ type: 'webhook', id: '41' })).toEqual({
      area: 'audit',
      selector: '{bot_record_kind="audit"}',
      logql:
        '{bot_record_kind="audit"} | bot_event != "bot.audit.checkpoint" | bot_audit_entity_type = "webhook"' +
        ' | bot_audit_entity_id = "41"',
    });
  });
});
