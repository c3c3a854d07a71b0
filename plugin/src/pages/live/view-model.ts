import { toSeverityNumber, type LogLevel, type StepCall } from '@botscope/conventions';
import { toUnixMillis, type BotRecord, type StepRecord, type TurnRecord } from '@botscope/records';
import { formatDuration } from '../../lib/duration.ts';
import { buildNodeLink, type NodeLink } from '../../lib/node-link.ts';
import type { Status } from '../../lib/status.ts';
import type { LineKind, LiveState } from './url-state.ts';

/** A line of the console. Texts are untrusted. */
export interface ConsoleLine {
  /** `log.record.uid`. */
  readonly key: string;
  readonly record: BotRecord;
  readonly timeMillis: number;
  readonly kind: LineKind;
  readonly level: LogLevel;
  readonly name: string;
  readonly text: string;
  /** Absent where a line can neither succeed nor fail. */
  readonly status?: Status;
  /** In place of the status' own word, such as `390 ms` or `HTTP 500`. */
  readonly statusWord?: string;
  readonly conversation: string;
  readonly node: NodeLink;
}

/** Characters of a value in a line; the whole of it is in the detail. */
const MOST_CHARACTERS = 500;

/** A record as a line of the console. */
export function toConsoleLine(record: BotRecord, builderUrl: string | undefined): ConsoleLine {
  return {
    key: record.uid,
    record,
    timeMillis: toUnixMillis(record.timestampUnixNano),
    level: record.level,
    conversation: record.conversationId ?? '',
    node: buildNodeLink(builderUrl, { flowId: record.flowId, id: record.stepId }),
    ...describe(record),
  };
}

/** Whether a line passes the console's filters. What failed passes every level, also where the bot could go on. */
export function isShown(line: ConsoleLine, { level, kinds, q }: Pick<LiveState, 'level' | 'kinds' | 'q'>): boolean {
  if (line.status !== 'error' && toSeverityNumber(line.level) < toSeverityNumber(level)) return false;
  if (kinds.length > 0 && !kinds.includes(line.kind)) return false;
  if (q === undefined) return true;
  const needle = q.toLowerCase();
  return [line.name, line.text, line.statusWord ?? '', line.conversation, line.record.line].some((text) =>
    text.toLowerCase().includes(needle),
  );
}

type Description = Pick<ConsoleLine, 'kind' | 'name' | 'text' | 'status' | 'statusWord'>;

function describe(record: BotRecord): Description {
  switch (record.type) {
    case 'message':
      return { kind: 'message', name: record.direction === 'received' ? 'user' : 'bot', text: record.body?.text ?? '' };
    case 'received-event':
      return { kind: 'event', name: record.eventName ?? 'event', text: toText(record.body?.payload) };
    case 'turn':
      return describeTurn(record);
    case 'flow':
      return {
        ...toRunStatus(record),
        kind: 'flow',
        name: record.flowName ?? record.flowId ?? '',
        text: toTrigger(record),
      };
    case 'step':
      return describeStep(record);
    case 'log':
      return {
        kind: 'log',
        name: record.label ?? '',
        text: toText(record.body),
        ...(record.level === 'error' ? { status: 'error' as const } : {}),
        statusWord: record.level,
      };
    case 'conversation':
      return describeConversation(record);
    case 'snapshot':
      return { kind: 'other', name: 'variables', text: toText(record.body?.variables) };
    case 'flag':
      return { kind: 'other', name: record.flagged ? 'flagged' : 'flag removed', text: record.body?.note ?? '' };
    default:
      return { kind: 'other', name: record.event ?? record.kind, text: '' };
  }
}

function describeStep(record: StepRecord): Description {
  const name = record.stepName ?? record.stepId ?? 'unnamed step';
  const calls = record.body?.calls ?? [];
  const failed = calls.find(hasFailed);
  const message = record.exceptionMessage ?? record.body?.error?.message;
  const parts = [record.stepType ?? '', ...calls.map(toCallText), message ?? toText(record.body?.output)];
  const { status, statusWord } = toRunStatus(record);
  return {
    ...{ kind: 'step', name, text: parts.filter(Boolean).join(' · ') },
    status: failed ? 'error' : status,
    statusWord: failed ? `${toResult(failed)} · ${statusWord}` : statusWord,
  };
}

function hasFailed({ errorType, status = 0 }: StepCall): boolean {
  return errorType !== undefined || status >= 400;
}

function toResult({ errorType, status }: StepCall): string {
  return status === undefined ? (errorType ?? 'no answer') : `HTTP ${status}`;
}

function toCallText(call: StepCall): string {
  return `${call.method} ${call.host} → ${toResult(call)}`;
}

/** Status and duration of what begins and ends. */
function toRunStatus(record: BotRecord & { readonly phase: 'started' | 'completed' }): {
  readonly status: Status;
  readonly statusWord: string;
} {
  if (record.phase === 'started') return { status: 'running', statusWord: 'started' };
  return { status: record.outcome === 'error' ? 'error' : 'ok', statusWord: toDuration(record) };
}

function describeTurn(record: TurnRecord): Description {
  const counts = [
    count(record.stepCount, 'step'),
    count(record.apiErrorCount === 0 ? undefined : record.apiErrorCount, 'failed call'),
    record.controllerState ?? '',
    record.exceptionMessage ?? '',
  ];
  return {
    kind: 'turn',
    name: record.turnIndex === undefined ? 'turn' : `turn ${record.turnIndex}`,
    text: counts.filter(Boolean).join(' · '),
    status: record.outcome === 'error' ? 'error' : 'ok',
    statusWord: toDuration(record),
  };
}

function describeConversation(record: Extract<BotRecord, { type: 'conversation' }>): Description {
  if (record.phase === 'started') return { kind: 'other', name: 'conversation started', text: '' };
  const text = record.endReason === undefined ? '' : `reason: ${record.endReason}`;
  return { kind: 'other', name: 'conversation ended', text, status: 'ended' };
}

function toTrigger({ flowTrigger }: BotRecord): string {
  return flowTrigger === undefined ? '' : `triggered by ${flowTrigger}`;
}

function toDuration({ durationMillis, outcome }: BotRecord): string {
  if (durationMillis === undefined) return outcome === 'error' ? 'error' : 'done';
  return formatDuration(durationMillis);
}

function count(number: number | undefined, noun: string): string {
  if (number === undefined) return '';
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function toText(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
