import { toUnixMillis, type BotRecord, type Conversation, type Step, type Turn } from '@botscope/records';
import { formatDuration } from '../../lib/duration.ts';
import { buildNodeLink, type NodeLink } from '../../lib/node-link.ts';
import type { Status } from '../../lib/status.ts';
import { toCallSummary } from './calls-view.ts';
import { STEP_STATUS } from './step-view.ts';

/** A line of the conversation's logs. Texts are untrusted. */
export interface LogLine {
  /** `log.record.uid`. */
  readonly key: string;
  readonly record: BotRecord;
  readonly timeMillis: number;
  readonly kind: 'input' | 'reply' | 'event' | 'step' | 'log' | 'script' | 'other';
  readonly name: string;
  readonly text: string;
  /** Absent where a line cannot fail. */
  readonly status?: Status;
  readonly node: NodeLink;
}

/** Everything that a conversation's records tell, oldest first: messages, received events, steps and log actions. */
export function toLogLines(conversation: Conversation, builderUrl: string | undefined): readonly LogLine[] {
  const lines = [
    ...conversation.timeline.map(({ record }) => toLine(record, builderUrl)),
    ...conversation.turns.flatMap((turn) => toTurnLines(turn, builderUrl)),
    ...conversation.others.map((record) => toLine(record, builderUrl)),
  ];
  return lines.sort(oldestFirst);
}

function toTurnLines(turn: Turn, builderUrl: string | undefined): readonly LogLine[] {
  const own = [...turn.logs, ...turn.scriptExceptions].map((record) => toLine(record, builderUrl));
  const ofSteps = turn.steps.flatMap((step) => [
    ...toStepLine(step, builderUrl),
    ...[...step.logs, ...step.scriptExceptions].map((record) => toLine(record, builderUrl)),
  ]);
  return [...own, ...ofSteps];
}

/** The line of a step's end, or of its start while it runs. */
function toStepLine(step: Step, builderUrl: string | undefined): readonly LogLine[] {
  const record = step.completed ?? step.started;
  if (!record) return [];
  const parts = [
    step.durationMillis === undefined ? '' : formatDuration(step.durationMillis),
    toCallSummary(step.calls).text,
    step.error?.message ?? '',
  ];
  const name = step.name ?? step.id ?? 'unnamed step';
  const line = toLine(record, builderUrl);
  return [{ ...line, kind: 'step', name, text: parts.filter(Boolean).join(' · '), status: STEP_STATUS[step.status] }];
}

function toLine(record: BotRecord, builderUrl: string | undefined): LogLine {
  return {
    key: record.uid,
    record,
    timeMillis: toUnixMillis(record.timestampUnixNano),
    ...describe(record),
    node: buildNodeLink(builderUrl, { flowId: record.flowId, id: record.stepId }),
  };
}

type Description = Pick<LogLine, 'kind' | 'name' | 'text' | 'status'>;

function describe(record: BotRecord): Description {
  switch (record.type) {
    case 'message':
      return { kind: record.direction === 'received' ? 'input' : 'reply', name: '', text: toText(record.body?.text) };
    case 'received-event':
      return { kind: 'event', name: record.eventName ?? 'event', text: toText(record.body?.payload) };
    case 'log': {
      const failed = record.level === 'error' ? { status: 'error' as const } : {};
      return { kind: 'log', name: record.label ?? '', text: `${record.level} ${toText(record.body)}`, ...failed };
    }
    case 'script-exception': {
      const text = record.exceptionMessage ?? record.errorType ?? '';
      return { kind: 'script', name: record.stepName ?? '', text, status: 'error' };
    }
    default:
      return { kind: 'other', name: record.event ?? record.kind, text: '' };
  }
}

function oldestFirst(a: LogLine, b: LogLine): number {
  const [timeA, timeB] = [a.record.timestampUnixNano, b.record.timestampUnixNano];
  if (timeA !== timeB) return timeA < timeB ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

/** A row shows no more; the record behind it has all of it. */
const TEXT_LENGTH = 500;

function toText(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH)}…` : text;
}
