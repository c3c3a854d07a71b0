import { setTimeout as delay } from 'node:timers/promises';
import type { RecordKind } from '@botscope/conventions';
import { nowUnixNano, postOtlp, toLogsRequest } from '../../backends/run/otlp-json.ts';

/** Senders of numbered records of one kind that send each request again, byte for byte, until it is acknowledged. */
export interface NumberedWriters {
  readonly kind: RecordKind;
  /** Numbers in requests that were answered 200. */
  readonly acknowledged: readonly number[];
  /** Records in requests that are under way at the moment. */
  unacknowledged(): number;
  /** How many answers there were other than 200, by status or failure. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Takes no new numbers; resolves when everything sent is acknowledged. */
  finish(): Promise<void>;
}

/** What they send. */
export interface WriterOptions {
  /** Base address of the Collector at the moment. */
  readonly url: () => string;
  readonly kind: RecordKind;
  readonly serviceName: string;
  readonly writers: number;
  readonly batch: number;
  /** Rest of each writer after an acknowledgement. */
  readonly pauseMillis: number;
  /** Characters added to each body. */
  readonly paddingLength?: number;
}

const RETRY_MILLIS = 50;
/** Longer than the Collector waits for an answer of Loki about an audit record. */
const ANSWER_TIMEOUT_MILLIS = 30_000;

/** Number in a record's body. */
export function toNumber(line: string): number {
  return (JSON.parse(line) as { n: number }).n;
}

function toRequest({ kind, serviceName, paddingLength = 0 }: WriterOptions, numbers: readonly number[]): string {
  const padding = paddingLength === 0 ? {} : { padding: 'x'.repeat(paddingLength) };
  const resource = { 'service.name': serviceName, 'deployment.environment.name': 'sandbox' };
  const records = numbers.map((n) => ({
    attributes: {
      'bot.record.kind': kind,
      'bot.outcome': 'success',
      'bot.id': 'numbered',
      'log.record.uid': `${kind}-${n}`,
    },
    body: JSON.stringify({ n, ...padding }),
    timestampUnixNano: nowUnixNano() + BigInt(n % 1_000_000),
  }));
  return toLogsRequest(resource, records);
}

async function postOnce(url: string, body: string): Promise<string> {
  try {
    const response = await postOtlp(url, body, undefined, {}, AbortSignal.timeout(ANSWER_TIMEOUT_MILLIS));
    await response.arrayBuffer();
    return String(response.status);
  } catch (error) {
    const { cause, name } = error as Error;
    return (cause as { code?: string } | undefined)?.code ?? name;
  }
}

/** Starts them. */
export function startNumberedWriters(options: WriterOptions): NumberedWriters {
  const acknowledged: number[] = [];
  const refusals: Record<string, number> = {};
  let underWay = 0;
  let taken = 0;
  let running = true;
  const deliver = async (numbers: readonly number[]): Promise<void> => {
    const body = toRequest(options, numbers);
    for (;;) {
      underWay += numbers.length;
      const answer = await postOnce(options.url(), body);
      underWay -= numbers.length;
      if (answer === '200') return void acknowledged.push(...numbers);
      refusals[answer] = (refusals[answer] ?? 0) + 1;
      await delay(RETRY_MILLIS);
    }
  };
  const write = async (): Promise<void> => {
    while (running) {
      await deliver(Array.from({ length: options.batch }, () => taken++));
      await delay(options.pauseMillis);
    }
  };
  const ended = Promise.all(Array.from({ length: options.writers }, write));
  return {
    kind: options.kind,
    acknowledged,
    refusals,
    unacknowledged: () => underWay,
    finish: async () => {
      running = false;
      await ended;
    },
  };
}
