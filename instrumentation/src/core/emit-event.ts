import { ATTR_CONVERSATION_ID } from '@botscope/conventions';
import type { EventRecord } from '../api/event-record.ts';
import { AttributeList } from '../record/attribute-list.ts';
import type { ActiveScope } from './active-scope.ts';
import { emitRecord } from './emit-record.ts';
import { toErrorFingerprint } from './error-fingerprint.ts';
import type { Kernel } from './kernel.ts';
import { limitText } from './limit-text.ts';
import { toBotAttributes } from './open-conversation.ts';

/** Emits an event that has no recorder of its own; returns the record's uid. */
export function emitEvent(kernel: Kernel, scope: ActiveScope | undefined, event: EventRecord): string {
  const { outcome = 'success', errorType = 'error' } = event;
  const bot = event.bot ?? scope?.conversation.bot ?? kernel.bot;
  const isElsewhere = event.bot !== undefined || event.conversationUid !== undefined;
  const common = isElsewhere
    ? toBotAttributes(bot).add(ATTR_CONVERSATION_ID, event.conversationUid)
    : (scope?.common ?? kernel.common);
  const attributes = new AttributeList();
  for (const [key, value] of Object.entries(event.attributes ?? {})) attributes.add(key, value);
  const fingerprint = (): string =>
    toErrorFingerprint({ bot: bot?.id, step: scope?.step?.id, errorType, message: event.event });
  return emitRecord(kernel, {
    event: event.event,
    kind: event.kind,
    level: event.level ?? (outcome === 'error' ? 'error' : 'info'),
    common,
    span: isElsewhere ? undefined : scope?.span,
    failure: outcome === 'error' ? { errorType, fingerprint: fingerprint() } : undefined,
    attributes,
    body: limitText(kernel.json.toTextOf(event.body) ?? '{}', kernel.limits.lineBytes),
  });
}
