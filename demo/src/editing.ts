import { isDeepStrictEqual } from 'node:util';
import type { AuditActor, BotTelemetry } from '@botscope/instrumentation';
import { CARD_ID, PROMPT_ID, SHEETS_ID, WEBHOOK_ID, type Content } from './content.ts';
import type { ContentStore } from './content-store.ts';
import { narrowCard, narrowPrompt, narrowSheetsApp, narrowWebhook, type Form } from './narrow-form.ts';

/** The person who edits in the demo. */
export const ADMINISTRATOR: AuditActor = {
  type: 'user',
  id: 'u-anna',
  name: 'Anna Berg',
  email: 'anna.berg@example.com',
};

/** A thing that the admin page saves: where it stands in the content and how it is audited. */
export interface EditableEntity {
  readonly type: string;
  readonly id: string;
  readonly part: keyof Content;
  readonly name: (content: Content) => string;
  readonly narrow: (form: Form, content: Content) => Content;
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
  {
    type: 'action_prompt',
    id: PROMPT_ID,
    part: 'prompt',
    name: (content) => content.prompt.name,
    narrow: (form, content) => ({ ...content, prompt: narrowPrompt(form, content.prompt) }),
  },
  {
    type: 'sheets_app',
    id: SHEETS_ID,
    part: 'sheets',
    name: (content) => content.sheets.name,
    narrow: (form, content) => ({ ...content, sheets: narrowSheetsApp(form, content.sheets) }),
  },
];

/** Finds what `<type>/<id>` names. */
export function findEditableEntity(type: string, id: string): EditableEntity | undefined {
  return EDITABLE_ENTITIES.find((entity) => entity.type === type && entity.id === id);
}

/** Saves forms of the admin page, one after the other: each one's state before is what the last one left. */
export interface ContentEditor {
  /**
   * The change is kept as evidence first: without an audit record nothing is saved. False when nothing changed.
   * @throws ContentError when the form is not accepted; AuditError when the change cannot be recorded.
   */
  save(entity: EditableEntity, form: Form): Promise<boolean>;
}

/** Edits the content of a store. */
export function createContentEditor(store: ContentStore, telemetry: BotTelemetry): ContentEditor {
  let last: Promise<unknown> = Promise.resolve();
  return {
    save: (entity, form) => {
      const saved = last.then(() => saveEntity(entity, form, store, telemetry));
      last = saved.catch(() => undefined);
      return saved;
    },
  };
}

async function saveEntity(
  entity: EditableEntity,
  form: Form,
  store: ContentStore,
  telemetry: BotTelemetry,
): Promise<boolean> {
  const before = store.read();
  const after = entity.narrow(form, before);
  if (isDeepStrictEqual(before, after)) return false;
  await telemetry.audit.record({
    actor: ADMINISTRATOR,
    action: 'UPDATED',
    entity: { type: entity.type, id: entity.id, name: entity.name(before) },
    before: before[entity.part],
    after: after[entity.part],
  });
  store.write(after);
  return true;
}
