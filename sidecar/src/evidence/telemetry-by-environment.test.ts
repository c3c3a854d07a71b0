import { gunzipSync } from 'node:zlib';
import { decodeLogsRequest } from '@botscope/otlp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHttp } from '../../tests/servers.ts';
import { makeDirectory, PERSON } from '../../tests/sidecar.ts';
import { toLokiEntry } from '@botscope/records';
import type { Evidence } from './evidence.ts';
import { createTelemetryRecorder } from './record-with-telemetry.ts';
import { createTelemetryByEnvironment } from './telemetry-by-environment.ts';

const FLAG = { bot: '42', environment: 'staging', conversation: 'c-1', by: 'Anna Berg', at: 1, note: 'look' };
const ALERT: Evidence = {
  type: 'alert',
  event: 'failed',
  alertId: 'A1',
  bot: '42',
  botName: 'Support',
  environment: 'production',
  windowStart: 1_795_240_000_000,
  causeUid: 'call-1',
  conversation: 'c-1',
  recipientCount: 2,
  suppressedCount: 9,
  subject: 'Support failed',
  error: '550 no',
};
const AUDIT: Evidence = {
  type: 'audit',
  action: 'UPDATED',
  category: 'configuration',
  entity: { type: 'alert_window', id: 'A1', name: 'Alert window of Support' },
  before: { end: 'later' },
  after: { end: 'now' },
  actor: PERSON,
  bot: '42',
};

type Seen = Readonly<Record<string, string>>;

/** Records evidence with the real instrumentation; gives what reached the Collector, by event. */
async function recordAll(evidence: readonly Evidence[]): Promise<ReadonlyMap<string | undefined, Seen>> {
  const seen: Seen[] = [];
  const collector = await startHttp((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const bytes = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      if (request.url === '/v1/logs') {
        for (const { resource, scopeLogs } of decodeLogsRequest(bytes, 'application/x-protobuf').resourceLogs) {
          for (const record of scopeLogs.flatMap(({ logRecords }) => logRecords)) {
            const { labels, metadata, line } = toLokiEntry(record, resource);
            seen.push({ ...labels, ...metadata, line });
          }
        }
      }
      response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end();
    });
  });
  const telemetry = createTelemetryByEnvironment(await makeDirectory(), collector);
  onTestFinished(() => telemetry.shutdown());
  const record = createTelemetryRecorder(telemetry.of);
  for (const entry of evidence) await record(entry);
  await expect
    .poll(() => seen.filter(({ bot_event: event }) => !event?.startsWith('bot.system.')).length)
    .toBe(evidence.length);
  return new Map(seen.map((entry) => [entry.bot_event, entry]));
}

describe('createTelemetryRecorder', () => {
  it('makes records that pages know, in the environment they belong to', async () => {
    const flagged: Evidence = { type: 'flag', flagged: true, flag: FLAG, actor: PERSON };
    const records = await recordAll([flagged, { ...flagged, flagged: false }, ALERT, AUDIT]);
    expect(records.get('bot.conversation.flagged')).toMatchObject({
      service_name: 'botscope-sidecar',
      deployment_environment_name: 'staging',
      bot_record_kind: 'conversation',
      bot_id: '42',
      gen_ai_conversation_id: 'c-1',
      user_id: 'uid-anna',
      user_name: 'Anna Berg',
      user_email: 'anna@example.test',
      line: '{"note":"look"}',
    });
    expect(records.get('bot.conversation.unflagged')).toMatchObject({ deployment_environment_name: 'staging' });
    expect(records.get('bot.alert.failed')).toMatchObject({
      deployment_environment_name: 'production',
      bot_record_kind: 'alert',
      bot_outcome: 'error',
      bot_id: '42',
      bot_name: 'Support',
      bot_alert_id: 'A1',
      bot_alert_window_start: '1795240000000',
      bot_alert_cause_uid: 'call-1',
      bot_alert_recipient_count: '2',
      bot_alert_suppressed_count: '9',
      line: JSON.stringify({ subject: 'Support failed', template: 'first-error', error: '550 no' }),
    });
    expect(records.get('bot.audit.change')).toMatchObject({
      deployment_environment_name: 'production',
      bot_record_kind: 'audit',
      bot_audit_action: 'UPDATED',
      bot_audit_category: 'configuration',
      bot_audit_entity_type: 'alert_window',
      bot_audit_entity_id: 'A1',
      user_name: 'Anna Berg',
    });
  });
});

describe('createTelemetryByEnvironment', () => {
  it('does not start one for any number of names', async () => {
    const telemetry = createTelemetryByEnvironment(await makeDirectory(), 'http://127.0.0.1:1');
    onTestFinished(() => telemetry.shutdown());
    const started = Array.from({ length: 40 }, (_, index) => telemetry.of(`env-${index}`));
    expect(new Set(started).size).toBeLessThanOrEqual(9);
    expect(telemetry.of('env-0')).toBe(started[0]);
    expect(telemetry.of('yet another')).toBe(telemetry.of(undefined));
  });
});
