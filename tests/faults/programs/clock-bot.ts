// First, so that everything else has the clock that can be set.
import { setClock } from './settable-clock.ts';
import { startBotTelemetry } from '@botscope/instrumentation/node';

/** Asks for a turn, at a time that differs from the real one by so much. */
export interface TurnRequest {
  readonly uid: string;
  /** Turns that the conversation has had. */
  readonly turnCount: number;
  readonly skewMillis: number;
  /** The clock goes by so much more in the middle of the turn. */
  readonly jumpMillis: number;
}

/** What a turn has given. */
export interface TurnReply {
  readonly eventUid: string;
  /** Time that the bot's clock showed when the event was recorded. */
  readonly eventMillis: number;
  readonly auditUid: string;
  readonly auditId: string;
  readonly chain: string;
  readonly seq: number;
  /** The least lag that its counters have shown. */
  readonly lagMillis: number;
}

/** A bot whose clock is set by its parent. Plays a turn per message; ends with everything delivered when it is told `stop`. */
const [endpoint = '', spoolDirectory = ''] = process.argv.slice(2);
const telemetry = startBotTelemetry({
  serviceName: 'clock-bot',
  environment: 'sandbox',
  bot: { id: 'clock' },
  endpoint,
  spoolDirectory,
  runtimeSampleIntervalMillis: 0,
});

async function play({ uid, turnCount, skewMillis, jumpMillis }: TurnRequest): Promise<TurnReply> {
  setClock(skewMillis);
  const conversation = telemetry.conversation({ uid, resume: { turnCount } });
  await conversation.turn({ input: `message ${turnCount + 1}` }, async (turn) => {
    for (let i = 1; i <= 3; i++) await turn.step({ id: `n${i}`, name: `step ${i}` }, () => Promise.resolve(i));
    setClock(skewMillis + jumpMillis);
    for (let i = 4; i <= 6; i++) await turn.step({ id: `n${i}`, name: `step ${i}` }, () => Promise.resolve(i));
    return 'done';
  });
  const eventMillis = Date.now();
  const eventUid = telemetry.recordEvent({ event: 'clock.test', kind: 'log' }) ?? '';
  const receipt = await telemetry.audit.record({
    actor: { type: 'system', name: 'Clock' },
    action: 'UPDATED',
    entity: { type: 'card', id: uid },
    after: { n: turnCount },
  });
  const { records, audit } = telemetry.stats();
  return {
    eventUid,
    eventMillis,
    auditUid: receipt.uid,
    auditId: receipt.id,
    chain: receipt.chain?.id ?? '',
    seq: receipt.chain?.seq ?? 0,
    lagMillis: Math.min(records.lagMillis, audit.lagMillis),
  };
}

process.once('disconnect', () => process.exit(1));
process.on('message', (message) => {
  if (message === 'stop') {
    void telemetry
      .forceFlush({ timeoutMillis: 60_000 })
      .then(() => telemetry.shutdown())
      .then(() => process.exit(0));
    return;
  }
  void play(message as TurnRequest).then((reply) => process.send?.(reply));
});
