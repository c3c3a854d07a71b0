import { isSpanContextValid, type SpanContext } from '@opentelemetry/api';
import { ATTR_TURN_ID, ATTR_TURN_INDEX, HEADER_BOT_UID } from '@botscope/conventions';
import type { SignedCarrierOptions, WaitCarrier } from '../api/wait-carrier.ts';
import type { ActiveScope } from './active-scope.ts';
import { guard, type Kernel } from './kernel.ts';
import { reportCarrier } from './read-carrier.ts';
import { signCarrier } from './signed-carrier.ts';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const DEFAULT_VALID_MILLIS = 7 * 86_400_000;

/** What a carrier names. */
export interface CarrierPlace extends Pick<ActiveScope, 'conversation' | 'common' | 'span'> {
  readonly step: { readonly id: string } | undefined;
}

/** Where a turn or step is, for what goes on later. */
export function toCarrier({ conversation, common, step, span }: CarrierPlace): WaitCarrier {
  const traceparent = toTraceparent(span);
  return {
    conversationUid: conversation.uid,
    botId: conversation.bot.id,
    turnId: String(common.get(ATTR_TURN_ID)),
    turnIndex: Number(common.get(ATTR_TURN_INDEX)),
    ...(step === undefined ? {} : { stepId: step.id }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** The same, signed; undefined without a key, which is reported. */
export function toSignedCarrier(
  kernel: Kernel,
  place: CarrierPlace,
  { validMillis = DEFAULT_VALID_MILLIS }: SignedCarrierOptions = {},
): string | undefined {
  const { carrierKey } = kernel;
  if (carrierKey === undefined) {
    reportCarrier(kernel, 'without key');
    return undefined;
  }
  return guard(kernel, 'carrier', () => signCarrier(toCarrier(place), carrierKey, kernel.nowMillis() + validMillis));
}

/** The span that a `traceparent` names; undefined when it is not readable. */
export function fromTraceparent(traceparent: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  const span: SpanContext = { traceId, spanId, traceFlags: parseInt(flags ?? '0', 16), isRemote: true };
  return isSpanContextValid(span) ? span : undefined;
}

/** Headers by which a web client can name a conversation and a turn. The UID is percent-encoded. */
export function toResponseHeaders(uid: string, span: SpanContext | undefined): Record<string, string> {
  const traceparent = toTraceparent(span);
  return {
    [HEADER_BOT_UID]: encodeURIComponent(uid.toWellFormed()),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** A span after W3C Trace Context; undefined for one that has no ids. */
function toTraceparent(span: SpanContext | undefined): string | undefined {
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}
