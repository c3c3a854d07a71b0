import type { BotTelemetry } from '@botscope/instrumentation';
import { ADMINISTRATOR } from './editing.ts';

/** The entries that the audit log's documentation shows: a log-in, a new response, a deleted card. */
export async function recordScriptedChanges(telemetry: BotTelemetry): Promise<void> {
  const actor = ADMINISTRATOR;
  const system = { type: 'system', name: 'Nightly export' } as const;
  await telemetry.audit.record({
    actor,
    action: 'LOGIN',
    entity: { type: 'access', id: 'u-anna', name: 'Anna Berg' },
    context: { ip: '192.0.2.14', client: 'Firefox' },
  });
  await telemetry.audit.record({
    actor,
    action: 'CREATED',
    entity: { type: 'response', id: '512', name: 'Text' },
    after: { name: 'Hello World!', is_active: true },
  });
  await telemetry.audit.record({
    actor,
    action: 'UPDATED',
    entity: { type: 'response', id: '512', name: 'Text' },
    before: { name: 'Hello World!', is_active: true },
    after: { name: 'Good Morning 🌞', is_active: true },
  });
  await telemetry.audit.record({
    actor: system,
    action: 'CREATED',
    entity: { type: 'csv_export', id: '77', name: 'Orders, week 46' },
    after: { rows: 1204, format: 'csv' },
  });
  await telemetry.audit.record({
    actor: { type: 'api_key', id: 'key-3', name: "Tom's export key" },
    action: 'DELETED',
    entity: { type: 'card', id: '40', name: 'Summer sale' },
    before: {
      title: 'Summer sale',
      text: 'Everything half price',
      is_active: false,
      buttons: [{ id: 'b1', title: 'Show me' }],
    },
  });
}
