import { ATTR_TURN_ID, EVENT_TURN_COMPLETED } from '@botscope/conventions';
import { buildTurnHistogramQuery, createLokiClient } from '@botscope/records';
import { describe, expect, it } from 'vitest';
import { createFakeBackend } from '../test-support/fake-backend.ts';
import { createFakeLoki } from '../test-support/fake-loki.ts';
import { toStoredRecord } from '../test-support/stored-record.ts';
import { createNewsProbe } from './news-probe.ts';
import { createGatewayTransport } from './useRecordStore.ts';

const NOW = Date.UTC(2026, 10, 21, 14, 5);
const query = buildTurnHistogramQuery({});

function start() {
  const loki = createFakeLoki('records');
  const client = createLokiClient(createGatewayTransport(createFakeBackend(loki.route).backend));
  const addTurn = (atMillis: number) =>
    void loki.records.push(
      toStoredRecord({ atMillis, kind: 'step', event: EVENT_TURN_COMPLETED, attributes: { [ATTR_TURN_ID]: 't' } }),
    );
  const probe = createNewsProbe(client, () => NOW);
  return { addTurn, probe: () => probe.hasNews(query, NOW - 1_000) };
}

describe('createNewsProbe', () => {
  it('tells of a turn once', async () => {
    const { addTurn, probe } = start();
    expect(await probe()).toBe(false);
    addTurn(NOW);
    expect(await probe()).toBe(true);
    expect(await probe()).toBe(false);
  });

  it.each([
    ['arrives late, behind newer ones', -10_000],
    ['comes from a clock that is ahead', 30_000],
  ])('tells of a turn that %s', async (_what, offsetMillis) => {
    const { addTurn, probe } = start();
    addTurn(NOW);
    await probe();
    addTurn(NOW + offsetMillis);
    expect(await probe()).toBe(true);
  });
});
