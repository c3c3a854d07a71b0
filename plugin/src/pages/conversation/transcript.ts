import {
  findHandovers,
  hasFailed,
  toUnixMillis,
  type Conversation,
  type Handover,
  type TimelineEntry,
  type Turn,
} from '@botscope/records';
import { toTranscriptContent, type TranscriptContent } from './transcript-content.ts';

/** A line of the transcript. Texts are untrusted. */
export interface TranscriptLine extends TranscriptContent {
  readonly key: string;
  readonly timeMillis: number;
  /** Turn that a debug button opens: on everything that comes from outside, and on what the bot began by itself. */
  readonly opensTurn?: string;
  /** Turn that it belongs to. */
  readonly turn?: string;
  /** What failed in the turn that it opens; empty when nothing did. */
  readonly failure: string;
}

/** The transcript of a conversation, oldest first. */
export function toTranscript(conversation: Conversation, botName: string | undefined): readonly TranscriptLine[] {
  const { timeline, turns, ended } = conversation;
  const failures = new Map(turns.filter(hasFailed).map((turn) => [turn.id, nameFailure(turn)]));
  const names = { user: conversation.endUserName ?? conversation.endUserId ?? 'User', bot: botName ?? 'Bot' };
  const said = timeline.map(({ record, turnId }): TranscriptLine => ({
    key: record.uid,
    ...toTranscriptContent(record, names),
    timeMillis: toUnixMillis(record.timestampUnixNano),
    ...(turnId === undefined ? {} : { turn: turnId }),
    ...toOpener(record, turnId, failures),
  }));
  const lines = [...said, ...findSilentTurns(turns).map(toTurnLine), ...findHandovers(turns).map(toHandoverLine)];
  if (ended)
    lines.push({ ...toNote('ended', toEndText(ended.endReason)), timeMillis: toUnixMillis(ended.timestampUnixNano) });
  return lines.sort((a, b) => a.timeMillis - b.timeMillis);
}

function toOpener(
  record: TimelineEntry['record'],
  turn: string | undefined,
  failures: ReadonlyMap<string, string>,
): Pick<TranscriptLine, 'opensTurn' | 'failure'> {
  const isFromBot = record.type === 'message' && record.direction === 'sent';
  if (turn === undefined || isFromBot) return { failure: '' };
  return { opensTurn: turn, failure: failures.get(turn) ?? '' };
}

/** Turns that nothing from outside is stored of: begun by the bot itself, or their message is lost. */
function findSilentTurns(turns: readonly Turn[]): readonly Turn[] {
  return turns.filter(
    ({ messages, receivedEvents }) =>
      receivedEvents.length === 0 && !messages.some(({ direction }) => direction === 'received'),
  );
}

function toTurnLine(turn: Turn): TranscriptLine {
  const number = turn.index === undefined ? '' : ` ${turn.index}`;
  return {
    key: `turn-${turn.id}`,
    from: 'turn',
    speaker: 'bot',
    text: `Turn${number} without a message`,
    extras: '',
    timeMillis: toUnixMillis(turn.startUnixNano),
    opensTurn: turn.id,
    turn: turn.id,
    failure: hasFailed(turn) ? nameFailure(turn) : '',
  };
}

function toHandoverLine({ turn, step, agent }: Handover): TranscriptLine {
  const name = agent?.name ?? agent?.email ?? agent?.id;
  const text = name === undefined ? 'Handed over to an agent' : `Handed over to ${name}`;
  const at = step.completed?.timestampUnixNano ?? step.startUnixNano;
  return { ...toNote(`handover-${step.key}`, text), timeMillis: toUnixMillis(at), turn: turn.id };
}

function toNote(key: string, text: string): Omit<TranscriptLine, 'timeMillis'> {
  return { key, from: 'note', speaker: '', text, extras: '', failure: '' };
}

function toEndText(reason: string | undefined): string {
  return reason === undefined ? 'Conversation ended' : `Conversation ended: ${reason}`;
}

function nameFailure({ firstErrorStep }: Turn): string {
  const name = firstErrorStep?.name ?? firstErrorStep?.id;
  return name === undefined ? 'error' : `${name} failed`;
}
