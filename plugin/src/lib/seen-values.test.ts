import { ATTR_BOT_ID, ATTR_DEPLOYMENT_ENVIRONMENT_NAME } from '@botscope/conventions';
import { createLokiClient, createQueryContexts } from '@botscope/records';
import { describe, expect, it } from 'vitest';
import { createFakeBackend } from '../test-support/fake-backend.ts';
import { createFakeLoki, type StoredRecord } from '../test-support/fake-loki.ts';
import { toForeignRecord, toStoredRecord } from '../test-support/stored-record.ts';
import { readSeenValues } from './seen-values.ts';
import { createGatewayTransport } from './useRecordStore.ts';

const NOW = Date.UTC(2026, 10, 21, 14, 5);
const turn = (bot: string): StoredRecord =>
  toStoredRecord({ atMillis: NOW - 1000, kind: 'step', event: 'e', attributes: { [ATTR_BOT_ID]: bot } });

function read(records: readonly StoredRecord[], attribute: string): Promise<readonly string[]> {
  const client = createLokiClient(
    createGatewayTransport(createFakeBackend(createFakeLoki('records', records).route).backend),
  );
  const store = { client, contexts: createQueryContexts(client, () => NOW) };
  return readSeenValues(store, { area: 'records', attribute, nowMillis: NOW, signal: new AbortController().signal });
}

describe('readSeenValues', () => {
  it('gives the same whether the store indexes an attribute or not', async () => {
    const records = [turn('b'), turn('a'), turn('b')];
    expect(await read(records, ATTR_BOT_ID)).toEqual(['a', 'b']);
    expect(await read(records.map(toForeignRecord), ATTR_BOT_ID)).toEqual(['a', 'b']);
    expect(await read(records.map(toForeignRecord), ATTR_DEPLOYMENT_ENVIRONMENT_NAME)).toEqual(['production']);
  });

  it('gives nothing for an empty store', async () => {
    expect(await read([], ATTR_BOT_ID)).toEqual([]);
  });
});
