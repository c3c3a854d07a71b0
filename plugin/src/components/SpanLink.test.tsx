import {
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_OUTCOME,
  ATTR_RECORD_UID,
  ATTR_STEP_INDEX,
  EVENT_API_CALL,
  toLokiName,
} from '@botscope/conventions';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ACTION_EXPLORE } from '../lib/explore-link.ts';
import { createFakeBackend } from '../test-support/fake-backend.ts';
import { createFakeLoki } from '../test-support/fake-loki.ts';
import { createTestServices, renderApp, TEST_NOW_MILLIS } from '../test-support/render-app.tsx';
import { toStoredRecord } from '../test-support/stored-record.ts';
import { createRefundConversation, REFUND_START_MILLIS } from '../test-support/refund-conversation.ts';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const STEP =
  '/a/botscope-logs-app/conversation?bot=support&env=production&uid=conversation-1&turn=conversation-1-turn-3&step=3';

const FAILED_STEP = createRefundConversation().findIndex(
  ({ metadata, labels }) =>
    metadata[toLokiName(ATTR_STEP_INDEX)] === '3' && labels[toLokiName(ATTR_OUTCOME)] === 'error',
);
const toSpanId = (place: number) => String(place).padStart(16, '0');

function open(actions: readonly string[]) {
  const records = createRefundConversation().map((record, place) => ({
    ...record,
    metadata: { ...record.metadata, trace_id: TRACE_ID, span_id: toSpanId(place) },
  }));
  const { backend } = createFakeBackend(createFakeLoki('records', records).route);
  const services = createTestServices({
    backend,
    nowMillis: () => REFUND_START_MILLIS + 3_600_000,
    findTraceSource: () => 'tempo-uid',
    hasAction: (action: string) => action !== ACTION_EXPLORE || actions.includes(action),
  });
  return renderApp(STEP, services);
}

describe('SpanLink', () => {
  it('leads from a step to its own span in Explore, with absolute time', async () => {
    open([ACTION_EXPLORE]);
    const href = (await screen.findByRole('link', { name: /Span in Explore/ })).getAttribute('href') ?? '';
    const { pathname, searchParams } = new URL(href, 'http://grafana.example');
    expect(pathname).toBe('/explore');
    expect(JSON.parse(searchParams.get('panes') ?? '')).toMatchObject({
      trace: {
        datasource: 'tempo-uid',
        queries: [{ query: TRACE_ID }],
        range: { from: expect.stringMatching(/^\d{13}$/) as string, to: expect.stringMatching(/^\d{13}$/) as string },
        panelsState: { trace: { spanId: toSpanId(FAILED_STEP) } },
      },
    });
  });

  it('leads from an API call to its span', async () => {
    const call = toStoredRecord({
      atMillis: TEST_NOW_MILLIS,
      kind: 'api',
      event: EVENT_API_CALL,
      attributes: { [ATTR_RECORD_UID]: 'call-1', [ATTR_HTTP_REQUEST_METHOD]: 'GET' },
      body: {},
    });
    const metadata = { ...call.metadata, trace_id: TRACE_ID, span_id: toSpanId(7) };
    const { backend } = createFakeBackend(createFakeLoki('api-calls', [{ ...call, metadata }]).route);
    const services = createTestServices({ backend, findTraceSource: () => 'tempo-uid', hasAction: () => true });
    renderApp('/a/botscope-logs-app/api-calls?selected=call-1&refresh=off', services);
    const link = await screen.findByRole('link', { name: /Span in Explore/ });
    expect(decodeURIComponent(link.getAttribute('href') ?? '')).toContain(`{"spanId":"${toSpanId(7)}"}`);
  });

  it('is not there for who may not open Explore', async () => {
    open([]);
    expect(await screen.findByRole('region', { name: 'Step 3' })).toBeVisible();
    expect(screen.queryByRole('link', { name: /Span in Explore/ })).toBeNull();
  });
});
