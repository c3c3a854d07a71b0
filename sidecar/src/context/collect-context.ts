import { setTimeout as sleep } from 'node:timers/promises';
import {
  assembleConversation,
  buildConversationQuery,
  buildTurnQuery,
  createPager,
  type BotRecord,
  type LokiClient,
  type MessageRecord,
  type QueryContext,
  type QueryContexts,
  type RecordQuery,
  type Turn,
} from '@botscope/records';
import type { AlertContext } from './alert-context.ts';

/** What {@link collectContext} works with. */
export interface CollectContextOptions {
  readonly client: LokiClient;
  /** What the store indexes. */
  readonly contexts: QueryContexts;
  /** Pause between two questions for the turn's end. */
  readonly intervalMillis?: number;
  /** How long the turn's end is waited for. */
  readonly maxWaitMillis?: number;
}

const INTERVAL_MILLIS = 100;
const MAX_WAIT_MILLIS = 1_500;
const CONTEXT_MILLIS = 500;
const MESSAGES_SHOWN = 3;
const TURN_RECORDS = 500;
const CONVERSATION_RECORDS = 200;
const NANOS_PER_HOUR = 3_600_000_000_000n;

async function read(
  client: LokiClient,
  query: RecordQuery,
  cause: BotRecord,
  pageSize: number,
): Promise<readonly BotRecord[]> {
  const at = cause.timestampUnixNano;
  const range = { startUnixNano: at - 24n * NANOS_PER_HOUR, endUnixNano: at + NANOS_PER_HOUR };
  return (await createPager({ client, queries: [query], range, pageSize }).nextPage()).records;
}

function toAddress(cause: BotRecord): { readonly environment?: string; readonly bot?: string } {
  return {
    ...(cause.environment === undefined ? {} : { environment: cause.environment }),
    ...(cause.botId === undefined ? {} : { bot: cause.botId }),
  };
}

/** A mail is not to lack everything because the store is slow to tell what it indexes. */
async function knownContext(contexts: QueryContexts): Promise<QueryContext> {
  return Promise.race([contexts.of('records'), sleep(CONTEXT_MILLIS, {})]).catch(() => ({}));
}

interface TurnReading {
  readonly turn?: Turn;
  readonly missing: readonly string[];
}

/** Asks for a turn until its end is stored: only then is its failing step complete. */
async function waitForTurn(cause: BotRecord, turnId: string, options: CollectContextOptions): Promise<TurnReading> {
  const { client, contexts, intervalMillis = INTERVAL_MILLIS, maxWaitMillis = MAX_WAIT_MILLIS } = options;
  const query = buildTurnQuery({ ...toAddress(cause), turnId }, await knownContext(contexts));
  const deadlineMillis = performance.now() + maxWaitMillis;
  let records = await read(client, query, cause, TURN_RECORDS);
  while (!records.some((record) => record.type === 'turn') && performance.now() + intervalMillis < deadlineMillis) {
    await sleep(intervalMillis);
    records = await read(client, query, cause, TURN_RECORDS);
  }
  const [first] = records;
  if (first === undefined) return { missing: ['The log store has no record of this turn yet.'] };
  const conversation = assembleConversation(records, { nowUnixNano: first.timestampUnixNano });
  const turn = conversation?.turns.find((candidate) => candidate.id === turnId);
  const ended = turn?.completed !== undefined;
  return {
    ...(turn ? { turn } : {}),
    missing: ended ? [] : ['The turn had not ended when this mail was written: its last steps may be missing.'],
  };
}

async function readMessages(
  cause: BotRecord,
  { client, contexts }: CollectContextOptions,
): Promise<readonly MessageRecord[]> {
  if (cause.conversationId === undefined) return [];
  const address = { ...toAddress(cause), uid: cause.conversationId };
  const query = buildConversationQuery(address, await knownContext(contexts));
  const records = await read(client, query, cause, CONVERSATION_RECORDS);
  return records
    .filter((record) => record.type === 'message')
    .slice(0, MESSAGES_SHOWN)
    .reverse();
}

/** As the middle of a sentence. */
function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

/** Reads from the store what the mail about an error shows. Never rejects: what cannot be read is said. */
export async function collectContext(cause: BotRecord, options: CollectContextOptions): Promise<AlertContext> {
  const { turnId, stepIndex } = cause;
  try {
    const reading: TurnReading =
      turnId === undefined
        ? { missing: ['The error names no turn, so there are no steps to show.'] }
        : await waitForTurn(cause, turnId, options);
    const step = reading.turn?.steps.find(
      (candidate) => candidate.index !== undefined && candidate.index === stepIndex,
    );
    const lost = reading.turn && stepIndex !== undefined && !step ? ['The failing step itself is not stored.'] : [];
    return {
      ...(reading.turn ? { turn: reading.turn } : {}),
      ...(step ? { step } : {}),
      messages: await readMessages(cause, options),
      missing: [...reading.missing, ...lost],
    };
  } catch (error) {
    return { messages: [], missing: [`Steps, variables and messages are missing: ${describe(error)}.`] };
  }
}
