import { describe, expect, it } from 'vitest';
import { AttributeList } from '../record/attribute-list.ts';
import { toRecordShape } from '../record/record-shape.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { createAuditSeal } from './seal-audit-record.ts';

const SECOND = 1_000_000_000n;
const NOW = 1_790_000_000n * SECOND;

function draft(timestampUnixNano: bigint): BotRecord {
  return {
    shape: toRecordShape('bot.audit.change', 'audit', 'info', 'success'),
    timestampUnixNano,
    common: new AttributeList(),
    attributes: new AttributeList().add('log.record.uid', 'u'),
    body: ['{}'],
    span: undefined,
  };
}

describe('createAuditSeal', () => {
  it('keeps ids rising when the clock goes back a little between two starts', () => {
    const seal = createAuditSeal(() => 'chain');
    const first = seal(draft(NOW), '');
    const second = seal(draft(NOW - 60n * SECOND), first.state);
    expect(BigInt(second.receipt.id)).toBeGreaterThan(BigInt(first.receipt.id));
    expect(second.receipt.chain).toMatchObject({ id: 'chain', seq: 2 });
    expect(second.record.timestampUnixNano).toBe(NOW + 1_000n);
  });

  it('begins a new chain when the clock goes back so far that records from the future would be refused', () => {
    let chains = 0;
    const seal = createAuditSeal(() => `chain ${++chains}`);
    const first = seal(draft(NOW), '');
    const second = seal(draft(NOW - 3_600n * SECOND), first.state);
    expect(second.receipt.chain).toMatchObject({ id: 'chain 2', seq: 1 });
    expect(second.record.timestampUnixNano).toBe(NOW - 3_600n * SECOND);
  });
});
