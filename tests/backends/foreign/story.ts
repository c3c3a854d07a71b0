import { HEADER_TENANT, TENANT_OF_KIND, TENANTS, type RecordKind } from '@botscope/conventions';
import { nowUnixNano, postOtlp, toLogsRequest, type PlainRecord, type PlainValue } from '../run/otlp-json.ts';

/** A record of a bot with where it goes. */
export interface StoryRecord {
  readonly kind: RecordKind;
  readonly environment: string;
  readonly record: PlainRecord;
}

const MILLI = 1_000_000n;
const SERVICE = 'story-bot';

type Attributes = Readonly<Record<string, PlainValue>>;

interface Place {
  readonly prefix: string;
  readonly bot: string;
  readonly environment: string;
  readonly startUnixNano: bigint;
}

function toTelling(place: Place) {
  let count = 0;
  return (kind: RecordKind, event: string, attributes: Attributes = {}, body = '{}'): StoryRecord => {
    count += 1;
    const uid = `${place.prefix}-${String(count).padStart(2, '0')}`;
    return {
      kind,
      environment: place.environment,
      record: {
        timestampUnixNano: place.startUnixNano + BigInt(count) * MILLI,
        severityNumber: attributes['bot.outcome'] === 'error' ? 17 : 9,
        body,
        attributes: {
          'bot.record.kind': kind,
          'bot.event': event,
          'bot.outcome': 'success',
          'bot.id': place.bot,
          'log.record.uid': uid,
          ...attributes,
        },
      },
    };
  };
}

/** One conversation with a failed call, a log, and a change by somebody. */
function tellConversation(place: Place): readonly StoryRecord[] {
  const tell = toTelling(place);
  const conversation = { 'gen_ai.conversation.id': `${place.prefix}-conversation` };
  const turn = { ...conversation, 'bot.turn.id': `${place.prefix}-turn`, 'bot.turn.index': 1 };
  const failed = { 'bot.outcome': 'error', 'error.type': '500' };
  const step = { ...turn, 'bot.step.id': 'n4', 'bot.step.index': 1 };
  return [
    tell('conversation', 'bot.conversation.started', { ...conversation, 'bot.channel': 'web' }),
    tell('conversation', 'bot.message.received', turn, JSON.stringify({ text: `refund for ${place.bot}` })),
    tell('step', 'bot.step.completed', { ...step, ...failed, 'bot.duration_ms': 40 }),
    tell(
      'api',
      'bot.api.call',
      { ...step, ...failed, 'http.response.status_code': 500, 'bot.api.request_type': 'POST', 'bot.duration_ms': 31 },
      JSON.stringify({ request: { method: 'POST', url: 'https://api.example/refunds', body: '{"order":8812}' } }),
    ),
    tell('api', 'bot.api.call', { ...step, 'http.response.status_code': 200, 'bot.api.request_type': 'GET' }),
    tell('alert', 'bot.alert.sent', conversation),
    tell('log', 'bot.log', { ...step, 'bot.log.label': 'Cart' }, '{"tries":1}'),
    tell('step', 'bot.turn.completed', { ...turn, ...failed, 'bot.turn.step_count': 1, 'bot.turn.error_count': 1 }),
    tell('audit', 'bot.audit.change', {
      'bot.audit.id': '1795240000323456107',
      'bot.audit.action': 'UPDATED',
      'bot.audit.entity.type': 'card',
      'bot.audit.entity.name': 'Welcome',
      'bot.audit.entity.id': '41',
      'user.name': place.bot === 'shop' ? 'Anna' : 'Tom',
    }),
  ];
}

/** Conversations of two bots in three environments; `prefix` keeps the ids of several stories apart. */
export function tellStory(prefix: string, startUnixNano = nowUnixNano() - 60_000n * MILLI): readonly StoryRecord[] {
  return ['sandbox', 'staging', 'production'].flatMap((environment, i) =>
    ['shop', 'booking'].flatMap((bot, j) =>
      tellConversation({
        prefix: `${prefix}-${environment}-${bot}`,
        bot,
        environment,
        startUnixNano: startUnixNano + BigInt(i * 2 + j) * 100n * MILLI,
      }),
    ),
  );
}

/** What one environment's records are sent as. */
export function toRequests(records: readonly StoryRecord[]): readonly string[] {
  return [...Map.groupBy(records, ({ environment }) => environment)].map(([environment, group]) =>
    toLogsRequest(
      { 'service.name': SERVICE, 'deployment.environment.name': environment },
      group.map(({ record }) => record),
    ),
  );
}

/** Gives records to Loki itself, each kind to its tenant or all to one. @throws Error when it does not take them */
export async function pushStory(url: string, records: readonly StoryRecord[], tenant?: string): Promise<void> {
  for (const own of TENANTS) {
    const ofTenant = records.filter(({ kind }) => TENANT_OF_KIND[kind] === own);
    for (const body of toRequests(ofTenant)) await push(url, body, tenant ?? own);
  }
}

async function push(url: string, body: string, tenant: string): Promise<void> {
  const answer = await postOtlp(url, body, '/otlp/v1/logs', { [HEADER_TENANT]: tenant });
  if (answer.status !== 204) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
}
