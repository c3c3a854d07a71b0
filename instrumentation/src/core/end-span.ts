import { SpanStatusCode, type Span } from '@opentelemetry/api';
import { ATTR_ERROR_TYPE, ATTR_OUTCOME } from '@botscope/conventions';
import { cutText } from '../record/cut-text.ts';
import type { Failure } from './failure.ts';

const LONGEST_TEXT_BYTES = 1_024;

/** Ends a span with the outcome that its record has. */
export function endSpan(span: Span | undefined, failure: Failure | undefined): void {
  if (span === undefined) return;
  if (failure !== undefined) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: cutText(failure.error.message, LONGEST_TEXT_BYTES) });
    span.setAttribute(ATTR_ERROR_TYPE, cutText(failure.errorType, LONGEST_TEXT_BYTES));
  }
  span.setAttribute(ATTR_OUTCOME, failure === undefined ? 'success' : 'error');
  span.end();
}
