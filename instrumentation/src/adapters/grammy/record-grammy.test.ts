import { Bot, InlineKeyboard, InputFile, type Context } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { createTestTelemetry, type Recording } from '../../recording/index.ts';
import { ADA, TestTelegram, textUpdate } from '../../testing/test-telegram.ts';
import { recordGrammy, type GrammyOptions, type TurnFlavor } from './index.ts';

type BotContext = Context & TurnFlavor;

const TOKEN = '123456789:made-up-token-that-is-thirty-five-long';
const ME = { id: 1, is_bot: true, first_name: 'Support', username: 'support_bot' } as UserFromGetMe;
const CHAT = { id: 7, type: 'private', first_name: 'Ada' };

async function createBot(options: GrammyOptions<BotContext> = {}): Promise<{
  bot: Bot<BotContext>;
  telegram: TestTelegram;
  recording: Recording;
  handle: (update: object) => Promise<void>;
}> {
  const telegram = await new TestTelegram().start();
  const { telemetry, recording } = createTestTelemetry({ bot: { id: '42' } });
  const bot = new Bot<BotContext>(TOKEN, { botInfo: ME, client: { apiRoot: telegram.url } });
  recordGrammy(bot, telemetry, options);
  return { bot, telegram, recording, handle: (update) => bot.handleUpdate(update as Update) };
}

describe('recordGrammy', () => {
  it('makes a turn of a message: input, flows and steps of the handler, what was sent, and the call that sent it', async () => {
    const { bot, recording, handle } = await createBot();
    bot.command('order', (ctx) =>
      ctx.turn.flow({ id: 'orders', trigger: 'intent' }, (flow) =>
        flow.step({ id: 'n1', type: 'message' }, async () => {
          await ctx.reply('On its way', { reply_markup: new InlineKeyboard().text('Track', 'track:8812') });
        }),
      ),
    );
    await handle(textUpdate('/order 8812'));
    const { key, channel, endUserId, endUserName, turns } = recording.conversation();
    expect({ uid: key.uid, channel, endUserId, endUserName }).toEqual({
      uid: 'telegram:7',
      channel: 'telegram',
      endUserId: '70',
      endUserName: 'Ada Byron',
    });
    expect(turns[0]?.messages.map(({ direction, body }) => [direction, body?.text])).toEqual([
      ['received', '/order 8812'],
      ['sent', 'On its way'],
    ]);
    expect(turns[0]?.messages[1]?.body?.buttons).toEqual([{ text: 'Track', callback_data: 'track:8812' }]);
    expect(turns[0]?.steps[0]).toMatchObject({ id: 'n1', flowId: 'orders', status: 'ok' });
    expect(turns[0]?.steps[0]?.apiCalls).toMatchObject([
      { url: 'https://api.telegram.org/sendMessage', integration: 'telegram', statusCode: 200, method: 'POST' },
    ]);
    expect(
      JSON.stringify(recording.records(), (_key, value: unknown) => (typeof value === 'bigint' ? '' : value)),
    ).not.toContain(TOKEN);
  });

  it('takes a pressed button for input and everything else for a received event', async () => {
    const { bot, recording, handle } = await createBot();
    bot.on('callback_query:data', (ctx) => ctx.answerCallbackQuery());
    await handle({
      update_id: 2,
      callback_query: {
        id: 'q1',
        from: ADA,
        chat_instance: '1',
        data: 'track:8812',
        message: { message_id: 9, date: 0, chat: CHAT },
      },
    });
    await handle({
      update_id: 3,
      edited_message: { message_id: 9, date: 0, edit_date: 1, chat: CHAT, from: ADA, text: 'no' },
    });
    await handle({
      update_id: 4,
      message: { message_id: 10, date: 0, chat: CHAT, from: ADA, photo: [{ file_id: 'f1' }], caption: 'my parcel' },
    });
    const { timeline } = recording.conversation('telegram:7');
    expect(timeline.map(({ record }) => record)).toMatchObject([
      { type: 'message', messageType: 'button', body: { text: 'track:8812' } },
      { type: 'received-event', eventName: 'edited_message', correlationId: '3', body: { payload: { text: 'no' } } },
      {
        type: 'message',
        messageType: 'photo',
        body: { text: 'my parcel', attachments: [{ photo: [{ file_id: 'f1' }] }] },
      },
    ]);
  });

  it('lets an error of a handler pass to the bot as it is, and marks the turn', async () => {
    const { bot, telegram, recording, handle } = await createBot();
    telegram.refused.set('sendMessage', 'Bad Request: chat not found');
    bot.on('message', (ctx) => ctx.reply('hi'));
    await expect(handle(textUpdate('hello'))).rejects.toMatchObject({
      error: { name: 'GrammyError', error_code: 400, description: 'Bad Request: chat not found' },
    });
    const [turn] = recording.conversation().turns;
    expect(turn).toMatchObject({ status: 'error', apiErrorCount: 1 });
    expect(turn?.messages.map(({ direction }) => direction)).toEqual(['received']);
    expect(turn?.apiCalls).toMatchObject([{ statusCode: 400, outcome: 'error' }]);
  });

  it('records a network failure with its cause', async () => {
    const { telemetry, recording } = createTestTelemetry();
    const bot = new Bot<BotContext>(TOKEN, { botInfo: ME, client: { apiRoot: 'http://127.0.0.1:1' } });
    recordGrammy(bot, telemetry);
    bot.on('message', (ctx) => ctx.reply('hi'));
    await expect(bot.handleUpdate(textUpdate('hello') as Update)).rejects.toMatchObject({
      error: { name: 'HttpError' },
    });
    expect(recording.apiCalls()).toMatchObject([{ errorType: 'refused', body: { error: { phase: 'connect' } } }]);
  });

  it('describes uploads by name and keeps the uploaded bytes out', async () => {
    const { bot, telegram, recording, handle } = await createBot();
    bot.on('message', (ctx) =>
      ctx.replyWithPhoto(new InputFile(Buffer.from('SECRET BYTES'), 'map.png'), { caption: 'Here' }),
    );
    await handle(textUpdate('where?'));
    expect(telegram.requests[0]?.payload.text).toContain('SECRET BYTES');
    const sent = recording.conversation().turns[0]?.messages[1];
    expect(sent).toMatchObject({
      messageType: 'photo',
      body: { text: 'Here', attachments: [{ photo: { upload: 'map.png' } }] },
    });
    expect(recording.apiCalls()[0]?.line).not.toContain('SECRET');
  });

  it('leaves calls out where all of HTTP is recorded already, and updates that belong to no conversation', async () => {
    const { bot, recording, handle } = await createBot({
      apiCalls: false,
      uid: (ctx) => (ctx.chat ? 'c-1' : undefined),
    });
    bot.on('message', (ctx) => ctx.reply('hi'));
    bot.on('inline_query', (ctx) => ctx.turn.step({ id: 'n1' }, () => ctx.answerInlineQuery([])).then(() => {}));
    await handle({ update_id: 5, inline_query: { id: '1', from: ADA, query: 'x', offset: '' } });
    expect(recording.records()).toEqual([]);
    await handle(textUpdate('hello'));
    expect(recording.conversation('c-1').turns).toHaveLength(1);
    expect(recording.apiCalls()).toEqual([]);
  });

  it('records a bot that polls, and not its polling', async () => {
    const { bot, telegram, recording } = await createBot();
    telegram.updates = [textUpdate('hello')];
    bot.on('message', (ctx) => ctx.reply('hi'));
    const polling = bot.start();
    await telegram.until('sendMessage');
    await bot.stop();
    await polling;
    expect(recording.conversation().turns[0]).toMatchObject({ status: 'ok', apiCallCount: 1 });
    expect(recording.apiCalls().map(({ url }) => url)).toEqual(['https://api.telegram.org/sendMessage']);
  });
});
