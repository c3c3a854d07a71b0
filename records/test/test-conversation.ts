/** The records of a made-up conversation: two turns, the second fails in its second step. */
import type { LokiEntry } from '../src/loki/loki-entry.ts';
import { toEntry, type Attributes } from './test-entries.ts';

export const START = 1_795_240_000_000_000_000n;
const SECOND = 1_000_000_000n;

export interface ConversationSketch {
  readonly uid?: string;
  readonly bot?: string;
  readonly environment?: string;
  readonly startUnixNano?: bigint;
  readonly common?: Attributes;
}

/** Makes entries of one conversation; uids are the conversation's and a counter. */
export function createConversation(sketch: ConversationSketch = {}) {
  const { uid = 'c1', bot = 'shop', environment = 'sandbox', startUnixNano = START } = sketch;
  let count = 0;
  const emit = (seconds: number, event: string, kind: string, attributes: Attributes, body: unknown = {}): LokiEntry =>
    toEntry(
      startUnixNano + BigInt(Math.round(seconds * 1000)) * (SECOND / 1000n),
      {
        'log.record.uid': `${uid}-${String(++count).padStart(4, '0')}`,
        'bot.record.kind': kind,
        'bot.event': event,
        'bot.id': bot,
        'bot.name': `Bot ${bot}`,
        'deployment.environment.name': environment,
        'gen_ai.conversation.id': uid,
        'bot.outcome': 'success',
        severity_number: 9,
        ...sketch.common,
        ...attributes,
      },
      body,
    );
  const turn = (index: number) => ({ 'bot.turn.id': `${uid}-t${index}`, 'bot.turn.index': index });
  return {
    started: (seconds: number) => emit(seconds, 'bot.conversation.started', 'conversation', {}),
    ended: (seconds: number, reason: string, attributes: Attributes = {}) =>
      emit(seconds, 'bot.conversation.ended', 'conversation', {
        'bot.conversation.end_reason': reason,
        ...attributes,
      }),
    received: (seconds: number, index: number, text: string) =>
      emit(seconds, 'bot.message.received', 'conversation', turn(index), { text }),
    sent: (seconds: number, index: number, text: string) =>
      emit(seconds, 'bot.message.sent', 'conversation', turn(index), { text }),
    step: (seconds: number, index: number, step: number, attributes: Attributes = {}, body: unknown = {}) =>
      emit(seconds, 'bot.step.completed', 'step', { ...turn(index), 'bot.step.index': step, ...attributes }, body),
    turn: (seconds: number, index: number, attributes: Attributes = {}, body: unknown = {}) =>
      emit(seconds, 'bot.turn.completed', 'step', { ...turn(index), ...attributes }, body),
    other: (seconds: number, event: string, kind: string, index: number, attributes: Attributes, body: unknown = {}) =>
      emit(seconds, event, kind, { ...turn(index), ...attributes }, body),
  };
}
