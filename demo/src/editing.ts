import type { AuditActor, BotTelemetry } from '@botscope/instrumentation';
import { CARD_ID, narrowCard, narrowWebhook, WEBHOOK_ID, type Content, type ContentStore } from './content.ts';

/** The person who edits in the demo. */
export const ADMINISTRATOR: AuditActor = {
  type: 'user',
  id: 'u-anna',
  name: 'Anna Berg',
  email: 'anna.berg@example.com',
};

/** A thing that the admin page saves: where it stands in the content and how it is audited. */
interface EditableEntity {
  readonly type: string;
  readonly id: string;
  readonly part: keyof Content;
  readonly name: (content: Content) => string;
  readonly narrow: (form: Record<string, unknown>, content: Content) => Content;
}

const EDITABLE_ENTITIES: readonly EditableEntity[] = [
  {
    type: 'card',
    id: CARD_ID,
    part: 'card',
    name: (content) => content.card.title,
    narrow: (form, content) => ({ ...content, card: narrowCard(form, content.card) }),
  },
  {
    type: 'webhook',
    id: WEBHOOK_ID,
    part: 'webhook',
    name: (content) => content.webhook.name,
    narrow: (form, content) => ({ ...content, webhook: narrowWebhook(form, content.webhook) }),
  },
];

/** Finds what `<type>/<id>` names. */
export function findEditableEntity(type: string, id: string): EditableEntity | undefined {
  return EDITABLE_ENTITIES.find((entity) => entity.type === type && entity.id === id);
}

/**
 * Saves a form of the admin page. The change is kept as evidence first: without an audit record nothing is saved.
 * @throws ContentError when the form is not accepted; AuditError when the change cannot be recorded.
 */
export async function saveEntity(
  entity: EditableEntity,
  form: Record<string, unknown>,
  store: ContentStore,
  telemetry: BotTelemetry,
): Promise<void> {
  const before = store.read();
  const after = entity.narrow(form, before);
  await telemetry.audit.record({
    actor: ADMINISTRATOR,
    action: 'UPDATED',
    entity: { type: entity.type, id: entity.id, name: entity.name(before) },
    before: before[entity.part],
    after: after[entity.part],
  });
  store.write(after);
}
