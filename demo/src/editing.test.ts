import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BotTelemetry } from '@botscope/instrumentation';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeDirectory } from '../tests/directory.ts';
import { startCollectedTelemetry } from '../tests/telemetry.ts';
import { openContentStore } from './content-store.ts';
import { DEFAULT_CONTENT } from './content.ts';
import { createContentEditor, findEditableEntity, type EditableEntity } from './editing.ts';
import { SUPPORT_BOT } from './start-telemetries.ts';

const card = findEditableEntity('card', '41') as EditableEntity;
const webhook = findEditableEntity('webhook', '7') as EditableEntity;
const FORM = { title: 'Welcome', text: 'Good morning 🌞', buttons: 'Where is my order?\nI want a refund' };

async function open() {
  const { telemetry, collector } = await startCollectedTelemetry();
  const store = openContentStore(makeDirectory());
  const findChanges = async () => {
    await telemetry.forceFlush();
    return collector.find('bot.audit.change');
  };
  return { editor: createContentEditor(store, telemetry), store, findChanges };
}

/** A telemetry whose spool was taken away from under it. */
function startWithBrokenSpool(): BotTelemetry {
  const spoolDirectory = join(makeDirectory(), 'spool');
  const telemetry = startBotTelemetry({
    serviceName: 'support-bot',
    environment: 'sandbox',
    bot: SUPPORT_BOT,
    global: false,
    endpoint: 'http://127.0.0.1:1',
    spoolDirectory,
  });
  onTestFinished(() => telemetry.shutdown({ timeoutMillis: 1 }));
  rmSync(spoolDirectory, { recursive: true });
  writeFileSync(spoolDirectory, '');
  return telemetry;
}

describe('findEditableEntity', () => {
  it('knows the card and the webhook by type and id only', () => {
    expect([card.part, webhook.part]).toEqual(['card', 'webhook']);
    expect(findEditableEntity('card', '42')).toBeUndefined();
    expect(findEditableEntity('__proto__', '41')).toBeUndefined();
  });
});

describe('createContentEditor', () => {
  it('saves a card and records it before and after, with who did it', async () => {
    const { editor, store, findChanges } = await open();
    expect(await editor.save(card, FORM)).toBe(true);
    expect(store.read().card.text).toBe('Good morning 🌞');
    const [change, ...others] = await findChanges();
    expect(others).toEqual([]);
    expect(change?.attributes).toMatchObject({
      'bot.audit.action': 'UPDATED',
      'bot.audit.category': 'configuration',
      'bot.audit.entity.type': 'card',
      'bot.audit.entity.id': '41',
      'bot.audit.entity.name': 'Welcome',
      'user.name': 'Anna Berg',
      'user.email': 'anna.berg@example.com',
    });
    expect(change?.body).toEqual({ before: DEFAULT_CONTENT.card, after: { ...DEFAULT_CONTENT.card, text: FORM.text } });
  });

  it('saves the webhook under its own name', async () => {
    const { editor, store, findChanges } = await open();
    await editor.save(webhook, { url: '/v2/refunds' });
    expect(store.read()).toEqual({ ...DEFAULT_CONTENT, webhook: { ...DEFAULT_CONTENT.webhook, url: '/v2/refunds' } });
    expect((await findChanges())[0]?.attributes).toMatchObject({
      'bot.audit.entity.type': 'webhook',
      'bot.audit.entity.name': 'Refund API',
    });
  });

  it('records that a token was changed, not the token', async () => {
    const { editor, findChanges } = await open();
    const sheets = findEditableEntity('sheets_app', '3') as EditableEntity;
    await editor.save(sheets, { account: 'calls@shop.example', access_token: 'demo-sheets-token-1107' });
    const [change] = await findChanges();
    expect(change?.attributes).toMatchObject({ 'bot.audit.entity.name': 'Call list' });
    const { before, after } = change?.body as Record<'before' | 'after', { access_token: string }>;
    for (const { access_token } of [before, after]) expect(access_token).toMatch(/^\[redacted:/);
    expect(before.access_token).not.toBe(after.access_token);
  });

  it('saves the prompt', async () => {
    const { editor, store } = await open();
    await editor.save(findEditableEntity('action_prompt', '12') as EditableEntity, { text: 'Be friendly.' });
    expect(store.read().prompt).toEqual({ name: 'Answer style', text: 'Be friendly.' });
  });

  it('records nothing when nothing changed, or when the form is refused', async () => {
    const { editor, store, findChanges } = await open();
    expect(await editor.save(card, { ...FORM, text: DEFAULT_CONTENT.card.text })).toBe(false);
    await expect(editor.save(card, { ...FORM, title: '' })).rejects.toThrow('"title" must not be empty.');
    expect(await findChanges()).toEqual([]);
    expect(store.read()).toEqual(DEFAULT_CONTENT);
  });

  it('takes saves one after the other, so that each begins where the last one ended', async () => {
    const { editor, findChanges } = await open();
    const texts = ['one', 'two', 'three'];
    await Promise.all(texts.map((text) => editor.save(card, { ...FORM, text })));
    const bodies = (await findChanges()).map(({ body }) => body as Record<'before' | 'after', { text: string }>);
    expect(bodies.map(({ before }) => before.text)).toEqual([DEFAULT_CONTENT.card.text, 'one', 'two']);
    expect(bodies.map(({ after }) => after.text)).toEqual(texts);
  });

  it('saves nothing when the change cannot be recorded', async () => {
    const directory = makeDirectory();
    const store = openContentStore(directory);
    const editor = createContentEditor(store, startWithBrokenSpool());
    await expect(editor.save(card, FORM)).rejects.toMatchObject({ code: 'AUDIT_SPOOL_FAILED' });
    expect(store.read()).toEqual(DEFAULT_CONTENT);
    expect(openContentStore(directory).read()).toEqual(DEFAULT_CONTENT);
  });

  it('saves again when the one before was refused', async () => {
    const { editor } = await open();
    const refused = editor.save(card, { title: '' });
    const saved = editor.save(card, FORM);
    await expect(refused).rejects.toThrow('"title"');
    expect(await saved).toBe(true);
  });
});
