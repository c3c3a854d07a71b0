import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestDirectory } from '../store/test-records.ts';
import { startRun } from './run.ts';
import { startSpanStorage } from './start-span-storage.ts';

const FREE = { host: '127.0.0.1', port: 0 };
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

function toTraces(): string {
  const startUnixNano = `${Date.now()}000000`;
  const span = { traceId: TRACE_ID, spanId: 'b7ad6b7169203331', name: 'turn', startTimeUnixNano: startUnixNano };
  return JSON.stringify({
    resourceSpans: [{ scopeSpans: [{ spans: [{ ...span, endTimeUnixNano: startUnixNano }] }] }],
  });
}

describe('startSpanStorage', () => {
  it('answers queries with the spans that it took, and takes no records', async () => {
    const name = { what: "Tempo's OTLP intake", portVariable: 'BOTSCOPE_TEMPO_OTLP_PORT' };
    const storeDirectory = createTestDirectory();
    const start = { storeDirectory, address: FREE, readToken: 'unused', intake: { name, address: FREE } };
    const { parts, stop } = await startRun(
      () => {},
      (run) => startSpanStorage(start, run),
    );
    onTestFinished(stop);
    const post = (path: string, body: string) =>
      fetch(parts.otlpUrl + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect((await post('/v1/traces', toTraces())).status).toBe(200);
    expect((await post('/v1/logs', '{}')).status).toBe(404);
    const answer = await fetch(`${parts.queryUrl}/api/traces/${TRACE_ID}`, { headers: { 'x-scope-orgid': 'bots' } });
    expect(await answer.text()).toContain('"turn"');
  });
});
