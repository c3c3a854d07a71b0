import type { Json } from '@botscope/conventions';
import { toLokiEntry, type LokiEntry } from '@botscope/records';

/** A record as a bot emits it. */
export interface TestRecord {
  readonly environment: string;
  readonly service: string;
  readonly timeMillis: number;
  readonly severity: 'INFO' | 'ERROR';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly body: Json;
}

/** What a test may change about the story. */
export interface StoryOptions {
  readonly bot?: string;
  readonly botName?: string;
  readonly user?: string;
  /** Makes uids, turn and conversation ids different. */
  readonly suffix?: string;
  readonly atMillis?: number;
  readonly call?: Readonly<Record<string, string | number>>;
  readonly callBody?: Json;
  readonly changes?: Json;
  readonly said?: string;
  readonly answered?: string;
}

/** 21 November 2026, 14:02:11.482 UTC. */
export const AT_MILLIS = Date.UTC(2026, 10, 21, 14, 2, 11, 482);

const CALL_BODY: Json = {
  request: {
    method: 'POST',
    url: 'https://api.example/v1/refunds',
    headers: { authorization: '[redacted:ab12cd34:09ff]', 'content-type': 'application/json' },
    body: '{"order":8812,"currency":"EURO"}',
  },
  response: {
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: '{"error":"unknown currency"}',
  },
};

/** A turn in which a refund fails; the API call comes first, since it is what is forwarded. */
export function failingTurn(options: StoryOptions = {}): readonly [TestRecord, ...TestRecord[]] {
  const { bot = '42', botName = 'Support', user = 'mia', suffix = '1', atMillis = AT_MILLIS } = options;
  const common = {
    'bot.id': bot,
    'bot.name': botName,
    'gen_ai.conversation.id': `conv-${suffix}`,
    'bot.turn.id': `turn-${suffix}`,
    'bot.turn.index': 7,
    'bot.flow.id': 'refund',
    'bot.flow.name': 'Refund',
    'bot.channel': 'web',
    'enduser.id': user,
    'bot.enduser.name': 'Mia',
  };
  const step = { 'bot.step.id': 'n7', 'bot.step.name': 'Create refund', 'bot.step.type': 'api', 'bot.step.index': 4 };
  const record = (
    uid: string,
    event: string,
    kind: string,
    outcome: 'success' | 'error',
    offsetMillis: number,
    more: TestRecord['attributes'],
    body: Json,
  ): TestRecord => ({
    environment: 'production',
    service: 'support-bot',
    timeMillis: atMillis + offsetMillis,
    severity: outcome === 'error' ? 'ERROR' : 'INFO',
    attributes: {
      ...common,
      'bot.event': event,
      'bot.record.kind': kind,
      'bot.outcome': outcome,
      'log.record.uid': `${uid}-${suffix}`,
      ...more,
    },
    body,
  });
  const call = {
    ...step,
    'http.request.method': 'POST',
    'bot.api.request_type': 'POST',
    'http.response.status_code': 500,
    'error.type': '500',
    'server.address': 'api.example',
    'url.full': 'https://api.example/v1/refunds',
    'bot.duration_ms': 1_900,
    ...options.call,
  };
  const changes = options.changes ?? [{ name: 'refund.id', before: 'r-17', after: null }];
  return [
    record('call', 'bot.api.call', 'api', 'error', 0, call, options.callBody ?? CALL_BODY),
    record(
      'in',
      'bot.message.received',
      'conversation',
      'success',
      -2_400,
      {},
      { text: options.said ?? 'Where is my money?' },
    ),
    record(
      'step',
      'bot.step.completed',
      'step',
      'error',
      2,
      { ...step, 'bot.duration_ms': 1_902, 'error.type': '500' },
      {
        input: { order: 8812 },
        variables: { delta: changes, count: 9 },
      },
    ),
    record(
      'out',
      'bot.message.sent',
      'conversation',
      'success',
      4,
      {},
      { text: options.answered ?? 'Something went wrong' },
    ),
    record(
      'turn',
      'bot.turn.completed',
      'step',
      'error',
      5,
      { 'bot.turn.step_count': 1, 'bot.duration_ms': 2_405 },
      {},
    ),
  ];
}

const toValue = (value: string | number): Json =>
  typeof value === 'number' ? { intValue: value } : { stringValue: value };
const toAttributes = (attributes: TestRecord['attributes']): Json =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: toValue(value) }));

/** `ExportLogsServiceRequest` of records in OTLP/JSON. */
export function toOtlpJson(records: readonly TestRecord[]): string {
  return JSON.stringify({
    resourceLogs: records.map(({ environment, service, timeMillis, severity, attributes, body }) => ({
      resource: { attributes: toAttributes({ 'service.name': service, 'deployment.environment.name': environment }) },
      scopeLogs: [
        {
          logRecords: [
            {
              timeUnixNano: `${timeMillis}000000`,
              observedTimeUnixNano: `${timeMillis}000000`,
              severityNumber: severity === 'ERROR' ? 17 : 9,
              severityText: severity,
              attributes: toAttributes(attributes),
              body: { stringValue: JSON.stringify(body) },
            },
          ],
        },
      ],
    })),
  });
}

/** A record as the log store gives it. */
export function toStored({ environment, service, timeMillis, severity, attributes, body }: TestRecord): LokiEntry {
  const time = BigInt(timeMillis) * 1_000_000n;
  return toLokiEntry(
    {
      timestampUnixNano: time,
      observedTimestampUnixNano: time,
      severityNumber: severity === 'ERROR' ? 17 : 9,
      severityText: severity,
      body: JSON.stringify(body),
      attributes,
      traceId: '',
      spanId: '',
      eventName: '',
    },
    {
      attributes: { 'service.name': service, 'deployment.environment.name': environment },
    },
  );
}
