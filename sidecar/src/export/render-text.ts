import { toUnixMillis, type Conversation, type Step, type StepCallDetail, type Turn } from '@botscope/records';
import { formatDuration } from '../mail/format-time.ts';
import { showBlock, showLine } from '../mail/show-text.ts';

const LONGEST_LINE = 500;
const LONGEST_VALUE = 4_000;

/** A conversation as text to be read, oldest first: what was said, the steps of every turn, what failed and why. */
export function renderText(conversation: Conversation, isWhole: boolean): string {
  const { key, botName, channel, endUserName, endUserId, status } = conversation;
  const head = [
    `Conversation ${line(key.uid)}`,
    facts([botName ?? key.bot, key.environment, channel, endUserName ?? endUserId, status]),
    ...(isWhole ? [] : ['Longer than what is written here: its oldest records are left out.']),
  ];
  return [...head, ...conversation.turns.flatMap(toTurnLines), ''].join('\n');
}

function line(text: string): string {
  return showLine(text, LONGEST_LINE);
}

function facts(values: readonly (string | undefined)[]): string {
  return values
    .filter((value) => value !== undefined && value !== '')
    .map((value) => line(value as string))
    .join(' · ');
}

function toTime(unixNano: bigint): string {
  return new Date(toUnixMillis(unixNano)).toISOString().replace('T', ' ');
}

function toTurnLines(turn: Turn): readonly string[] {
  const flows = turn.flows.map(({ name, id }) => name ?? id).join(' → ');
  const duration = turn.durationMillis === undefined ? undefined : formatDuration(turn.durationMillis);
  const said = [...turn.messages, ...turn.receivedEvents].map((record) => {
    const time = toTime(record.timestampUnixNano);
    if (record.type === 'received-event') {
      return `  ${time}  event ${line(record.eventName ?? '')} ${line(JSON.stringify(record.body?.payload ?? null))}`;
    }
    const who = record.direction === 'received' ? (record.endUserName ?? 'user') : 'bot';
    return `  ${time}  ${line(who)}: ${line(record.body?.text ?? '')}`;
  });
  return [
    '',
    `${toTime(turn.startUnixNano)}  Turn ${turn.index ?? ''}: ${facts([turn.status, flows, duration])}`,
    ...said.toSorted(),
    ...turn.steps.flatMap(toStepLines),
  ];
}

function toStepLines(step: Step): readonly string[] {
  const duration = step.durationMillis === undefined ? undefined : formatDuration(step.durationMillis);
  const name = step.name ?? step.id ?? 'unnamed step';
  return [
    `  ${toTime(step.startUnixNano)}  ${step.index ?? '-'}. ${line(name)} (${facts([step.type, step.status, duration])})`,
    ...step.calls.map((call) => `      call ${line(describeCall(call))}`),
    ...step.variables.map(({ name: variable, before, after }) => {
      return `      ${line(`${variable}: ${toText(before)} -> ${toText(after)}`)}`;
    }),
    ...step.logs.map(({ level, label, body }) => `      log ${line(`${level} ${label ?? ''} ${toText(body)}`)}`),
    ...toErrorLines(step),
  ];
}

function describeCall({ method, host, status, errorType, durationMs, record }: StepCallDetail): string {
  const outcome = status === undefined ? (errorType ?? 'no answer') : `HTTP ${status}`;
  return `${method} ${record?.url ?? host}: ${outcome}, ${formatDuration(durationMs)}`;
}

function toErrorLines({ error }: Step): readonly string[] {
  if (error === undefined) return [];
  const stack = showBlock(error.stack ?? '', LONGEST_VALUE).split('\n');
  const lines = [`error ${line(`${error.type}: ${error.message}`)}`, ...stack.filter((text) => text.trim() !== '')];
  return lines.map((text) => `      ${text}`);
}

function toText(value: unknown): string {
  return value === undefined ? '(nothing)' : JSON.stringify(value);
}
