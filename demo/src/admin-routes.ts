import { buildPageUrl } from '@botscope/conventions';
import type { FastifyInstance } from 'fastify';
import { CARD_ID, PROMPT_ID, SHEETS_ID, WEBHOOK_ID } from './content.ts';
import { createContentEditor, findEditableEntity } from './editing.ts';
import { narrowForm } from './narrow-form.ts';
import type { DemoServerOptions } from './server-options.ts';

/** Endpoints of the admin page: `GET /api/content` and `PUT /api/content/<type>/<id>`, whose body is the form's fields. */
export function addAdminRoutes(app: FastifyInstance, { telemetry, content, publicUrl }: DemoServerOptions): void {
  const editor = createContentEditor(content, telemetry);

  app.get('/api/content', () => {
    const { card, webhook, prompt, sheets } = content.read();
    const buttons = card.buttons.map((button) => button.title).join('\n');
    return {
      auditUrl: buildPageUrl(publicUrl, 'audit'),
      entities: {
        [`card/${CARD_ID}`]: { title: card.title, text: card.text, buttons },
        [`webhook/${WEBHOOK_ID}`]: { url: webhook.url },
        [`action_prompt/${PROMPT_ID}`]: { text: prompt.text },
        [`sheets_app/${SHEETS_ID}`]: { account: sheets.account, access_token: sheets.access_token },
      },
    };
  });

  app.put<{ Params: { type: string; id: string } }>('/api/content/:type/:id', async (request, reply) => {
    const { type, id } = request.params;
    const entity = findEditableEntity(type, id);
    if (!entity) return reply.code(404).send({ message: `There is no ${type} ${id} to edit.` });
    const changed = await editor.save(entity, narrowForm(request.body));
    return { message: changed ? 'Saved, and recorded in the audit log.' : 'Nothing has changed.' };
  });
}
