import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BotTelemetry, EndUser } from '@botscope/instrumentation';
import { answerMessage, createSession } from './bot/bot.ts';
import type { FlowContext } from './bot/flow-context.ts';
import { ADMINISTRATOR } from './editing.ts';

/** A conversation that is played once, so that the first page a newcomer sees is not empty. */
interface ScriptedConversation {
  readonly channel: string;
  readonly endUser: EndUser;
  readonly messages: readonly string[];
}

/** The conversations of each telemetry of the demo. Those of the chat's own bot do not fail: its first error is the visitor's. */
export const SCRIPTED_CONVERSATIONS = {
  sandbox: [
    {
      channel: 'web',
      endUser: { id: 'tester-1', name: 'Ben Tester' },
      messages: ['Where is my order?', '1001', 'Thanks, bye'],
    },
    { channel: 'web', endUser: { id: 'tester-2', name: 'Yuki Sato' }, messages: ['I want a refund', '1001'] },
  ],
  staging: [
    {
      channel: 'web',
      endUser: { id: 'qa-7', name: 'Quinn Ash' },
      messages: ['Refund order 8812', 'Where is my money?', '8812'],
    },
    {
      channel: 'whatsapp',
      endUser: { id: '+49 30 5550112', name: 'Lena Maier' },
      messages: ['Where is order 7007?', 'Thanks, bye'],
    },
  ],
  production: [
    {
      channel: 'whatsapp',
      endUser: { id: '+44 20 7946 0958', name: 'Oliver Hill' },
      messages: ['Where is my parcel 1001?', 'thanks'],
    },
    {
      channel: 'web',
      endUser: { id: 'c-2209', name: 'Amélie Dubois' },
      messages: ['I want my money back for 2002', 'Hello?'],
    },
    { channel: 'web', endUser: { id: 'c-1187', name: 'Zoë Brandt' }, messages: ['Refund 3003', 'bye'] },
    { channel: 'telegram', endUser: { id: 'tg-88', name: 'Ravi Kumar' }, messages: ['Order 4040', '1001', 'bye'] },
  ],
} as const satisfies Readonly<Record<string, readonly ScriptedConversation[]>>;

/** The demo's environments. */
export type DemoEnvironment = keyof typeof SCRIPTED_CONVERSATIONS;

async function playConversation(
  telemetry: BotTelemetry,
  script: ScriptedConversation,
  context: FlowContext,
): Promise<void> {
  const session = createSession(script.channel, script.endUser);
  for (const message of script.messages) await answerMessage(telemetry, session, message, context);
}

/** The entries that the audit log's documentation shows: a log-in, a new response, a deleted card. */
async function recordScriptedChanges(telemetry: BotTelemetry): Promise<void> {
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

/** Plays everything once per data directory; several environments at a time, each in its order. */
export async function playScriptedConversations(
  telemetries: Readonly<Record<DemoEnvironment, BotTelemetry>>,
  context: FlowContext,
  directory: string,
): Promise<void> {
  const marker = join(directory, 'scripted-conversations-played');
  if (existsSync(marker)) return;
  const environments = Object.keys(SCRIPTED_CONVERSATIONS) as DemoEnvironment[];
  await recordScriptedChanges(telemetries.sandbox);
  await Promise.all(
    environments.map(async (environment) => {
      for (const script of SCRIPTED_CONVERSATIONS[environment])
        await playConversation(telemetries[environment], script, context);
    }),
  );
  mkdirSync(directory, { recursive: true });
  writeFileSync(marker, new Date().toISOString());
}
