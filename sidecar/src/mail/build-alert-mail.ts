import type { Json, VariableChange } from '@botscope/conventions';
import { toUnixMillis, type BotRecord, type MessageRecord } from '@botscope/records';
import type { AlertContext } from '../context/alert-context.ts';
import type { AlertMail, MailChange } from './alert-mail.ts';
import { buildEvidence } from './build-evidence.ts';
import { buildLinks } from './build-links.ts';
import { buildSubject, nameOfPlace } from './build-subject.ts';
import { describeFailure } from './describe-failure.ts';
import { formatDuration, formatInstant, formatMinute } from './format-time.ts';
import { showLine } from './show-text.ts';

/** What the mail about an error is made of. */
export interface AlertMailInput {
  readonly cause: BotRecord;
  readonly botName: string;
  readonly context: AlertContext;
  readonly publicUrl: string;
  /** Errors of the bot since the window began, this one included. */
  readonly errorCount: number;
  /** Different end users among them. */
  readonly userCount: number;
  /** Milliseconds since the epoch. */
  readonly windowEndMillis: number;
  /** The window before this one, where there was one. */
  readonly previous?: { readonly startMillis: number; readonly suppressedCount: number };
}

const LONGEST_NAME = 80;
const LONGEST_MESSAGE = 300;
const LONGEST_VALUE = 200;
const CHANGES_SHOWN = 12;

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

function toMailMessage(message: MessageRecord, userName: string): AlertMail['messages'][number] {
  return {
    from: message.direction === 'received' ? userName : 'Bot',
    text: showLine(message.body?.text ?? '', LONGEST_MESSAGE),
  };
}

function showValue(value: Json | undefined): string {
  return value === undefined ? '–' : showLine(JSON.stringify(value), LONGEST_VALUE);
}

function toMailChange({ name, before, after }: VariableChange): MailChange {
  return { name: showLine(name, LONGEST_NAME), before: showValue(before), after: showValue(after) };
}

function describePlace(cause: BotRecord): string {
  const step = cause.stepIndex === undefined ? 'In' : `Step ${cause.stepIndex}`;
  const flow = cause.flowName === undefined ? '' : ` in flow ${showLine(cause.flowName, LONGEST_NAME)}`;
  const duration = cause.durationMillis === undefined ? [] : [formatDuration(cause.durationMillis)];
  const time = formatInstant(toUnixMillis(cause.timestampUnixNano));
  return [`${step} "${nameOfPlace(cause)}"${flow}`, time, ...duration].join(' · ');
}

function describeFacts(cause: BotRecord, userName: string): readonly string[] {
  return [cause.environment, cause.channel, cause.endUserId === undefined ? undefined : userName]
    .filter((fact) => fact !== undefined)
    .map((fact) => showLine(fact, LONGEST_NAME))
    .concat(cause.conversationId === undefined ? [] : [`conversation ${showLine(cause.conversationId, LONGEST_NAME)}`]);
}

function describeClosing({ errorCount, userCount, windowEndMillis, previous }: AlertMailInput): readonly string[] {
  const users = userCount === 0 ? '' : `${count(userCount, 'user', 'users')}, `;
  const held = previous?.suppressedCount ?? 0;
  return [
    `Affected so far: ${users}${count(errorCount, 'error', 'errors')}.`,
    ...(held > 0 && previous
      ? [`${held.toLocaleString('en')} more since the mail of ${formatMinute(previous.startMillis)} were held back.`]
      : []),
    `Next mail for this bot not before ${formatMinute(windowEndMillis)}; everything until then is in the ledger.`,
  ];
}

/** The mail about an error: everything that was found out, in words. */
export function buildAlertMail(input: AlertMailInput): AlertMail {
  const { cause, context, previous } = input;
  const links = buildLinks(input.publicUrl, cause);
  const userName = showLine(cause.endUserName ?? cause.endUserId ?? 'User', LONGEST_NAME);
  const changes = context.step?.variables ?? [];
  const since = previous ? ` since ${formatMinute(previous.startMillis)}` : '';
  return {
    subject: buildSubject(cause, input.botName),
    headline: `${showLine(input.botName, LONGEST_NAME)} failed for the first time${since}.`,
    facts: describeFacts(cause, userName),
    links: [...(links.step ? [links.step] : []), links.call, links.ledger],
    messages: context.messages.map((message) => toMailMessage(message, userName)),
    place: describePlace(cause),
    failure: describeFailure(cause),
    evidence: buildEvidence(cause),
    changes: changes.slice(0, CHANGES_SHOWN).map(toMailChange),
    moreChanges: Math.max(0, changes.length - CHANGES_SHOWN),
    closing: describeClosing(input),
    missing: context.missing.map((sentence) => showLine(sentence, LONGEST_MESSAGE)),
  };
}
