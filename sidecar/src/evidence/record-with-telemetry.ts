import {
  ATTR_ALERT_CAUSE_UID,
  ATTR_ALERT_ID,
  ATTR_ALERT_RECIPIENT_COUNT,
  ATTR_ALERT_SUPPRESSED_COUNT,
  ATTR_ALERT_WINDOW_START,
  ATTR_USER_EMAIL,
  ATTR_USER_ID,
  ATTR_USER_NAME,
  EVENT_ALERT_FAILED,
  EVENT_ALERT_SENT,
  EVENT_ALERT_SUPPRESSED,
  EVENT_CONVERSATION_FLAGGED,
  EVENT_CONVERSATION_UNFLAGGED,
  type AlertBody,
  type FlagBody,
} from '@botscope/conventions';
import type { BotTelemetry } from '@botscope/instrumentation';
import type { AlertEvidence, AuditEvidence, EvidenceActor, FlagEvidence, RecordEvidence } from './evidence.ts';

/** The telemetry whose records carry an environment. */
export type TelemetryOf = (environment: string | undefined) => BotTelemetry;

const ALERT_EVENTS = { sent: EVENT_ALERT_SENT, failed: EVENT_ALERT_FAILED, suppressed: EVENT_ALERT_SUPPRESSED };
const ALERT_TEMPLATE = 'first-error';

function toUserAttributes(actor: EvidenceActor): Readonly<Record<string, string>> {
  if (actor === null) return {};
  return { [ATTR_USER_ID]: actor.id, [ATTR_USER_NAME]: actor.name, [ATTR_USER_EMAIL]: actor.email };
}

function recordFlag({ flag, flagged, actor }: FlagEvidence, telemetry: BotTelemetry): void {
  const body: FlagBody = flag.note === '' ? {} : { note: flag.note };
  telemetry.recordEvent({
    event: flagged ? EVENT_CONVERSATION_FLAGGED : EVENT_CONVERSATION_UNFLAGGED,
    kind: 'conversation',
    bot: { id: flag.bot },
    conversationUid: flag.conversation,
    attributes: toUserAttributes(actor),
    body,
  });
}

function recordAlert(alert: AlertEvidence, telemetry: BotTelemetry): void {
  const failed = alert.event === 'failed';
  const body: AlertBody = {
    subject: alert.subject,
    template: ALERT_TEMPLATE,
    ...(alert.error === undefined ? {} : { error: alert.error }),
  };
  telemetry.recordEvent({
    event: ALERT_EVENTS[alert.event],
    kind: 'alert',
    ...(failed ? { outcome: 'error', errorType: 'mail' } : {}),
    bot: { id: alert.bot, name: alert.botName },
    ...(alert.conversation === undefined ? {} : { conversationUid: alert.conversation }),
    attributes: {
      [ATTR_ALERT_ID]: alert.alertId,
      [ATTR_ALERT_WINDOW_START]: String(alert.windowStart),
      [ATTR_ALERT_CAUSE_UID]: alert.causeUid,
      [ATTR_ALERT_RECIPIENT_COUNT]: alert.recipientCount,
      [ATTR_ALERT_SUPPRESSED_COUNT]: alert.suppressedCount,
    },
    body,
  });
}

async function recordAudit(audit: AuditEvidence, telemetry: BotTelemetry): Promise<void> {
  const { actor } = audit;
  await telemetry.audit.record({
    actor: actor
      ? { id: actor.id, name: actor.name, email: actor.email }
      : { type: 'system', name: 'Botscope sidecar' },
    action: audit.action,
    entity: audit.entity,
    category: audit.category,
    before: audit.before,
    after: audit.after,
    ...(audit.bot === undefined ? {} : { bot: { id: audit.bot } }),
    ...(audit.conversation === undefined ? {} : { conversationUid: audit.conversation }),
  });
}

/**
 * Makes records as any application does, through the instrumentation's door: audit records are on disk when this
 * resolves, the others within moments.
 */
export function createTelemetryRecorder(telemetryOf: TelemetryOf): RecordEvidence {
  return async (evidence) => {
    const telemetry = telemetryOf(evidence.type === 'flag' ? evidence.flag.environment : evidence.environment);
    if (evidence.type === 'audit') await recordAudit(evidence, telemetry);
    else if (evidence.type === 'flag') recordFlag(evidence, telemetry);
    else recordAlert(evidence, telemetry);
  };
}
