import type { ErrorDetail } from '@botscope/conventions';
import { cutText } from '../record/cut-text.ts';
import { redactText } from '../redaction/redact-text.ts';
import type { Redactor } from '../redaction/redactor.ts';

/** An error as its record tells it. */
export interface RecordedError extends ErrorDetail {
  /** `error.type`: the class, or a code where the class says nothing. */
  readonly errorType: string;
}

const LONGEST_MESSAGE_BYTES = 8_192;
const DEEPEST_CAUSE = 3;
const LONGEST_STACK_BYTES = 16_384;

/** Class, message and stack of anything that was thrown or given as a failure, without secrets. Never throws. */
export function toErrorDetail(error: unknown, redactor: Redactor): RecordedError {
  try {
    return error instanceof Error ? fromError(error, redactor) : fromValue(error, redactor);
  } catch {
    return { type: 'unreadable', errorType: 'unreadable', message: 'the error could not be read' };
  }
}

function fromError(error: Error, redactor: Redactor): RecordedError {
  const type = toType(error);
  const { code } = error as { code?: unknown };
  const errorType = type === 'Error' && typeof code === 'string' && code !== '' ? code : type;
  const message = clean(toMessage(error), LONGEST_MESSAGE_BYTES, redactor);
  const stack = typeof error.stack === 'string' ? { stack: clean(error.stack, LONGEST_STACK_BYTES, redactor) } : {};
  return { type, errorType, message, ...stack };
}

/** Many classes leave `name` at `Error`. */
function toType(error: Error): string {
  const name = String(error.name || 'Error');
  return name === 'Error' ? error.constructor.name || name : name;
}

/** A message with those of its causes, where it does not quote them itself: "fetch failed" alone says nothing. */
function toMessage(error: Error, depth = 0): string {
  const message = String(error.message);
  const { cause } = error;
  if (!(cause instanceof Error) || depth >= DEEPEST_CAUSE) return message;
  const reason = toMessage(cause, depth + 1) || toCode(cause);
  return reason === '' || message.includes(reason) ? message : `${message}: ${reason}`;
}

function fromValue(value: unknown, redactor: Redactor): RecordedError {
  const type = typeof value === 'string' ? 'failed' : typeof value;
  const text = typeof value === 'object' ? (JSON.stringify(value) ?? '') : `${value as string}`;
  return { type, errorType: type, message: clean(text, LONGEST_MESSAGE_BYTES, redactor) };
}

function clean(text: string, longestBytes: number, redactor: Redactor): string {
  return redactor.scan(redactText(cutText(text, longestBytes), redactor));
}

function toCode(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
