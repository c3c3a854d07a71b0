/**
 * A Telegram bot made with grammY, recorded.
 *
 *   TELEGRAM_TOKEN=… node examples/telegram-bot.ts
 *
 * TELEGRAM_URL: another server of the Bot API.
 */
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { recordGrammy, type TurnFlavor } from '@botscope/instrumentation/grammy';
import { Bot, InlineKeyboard, type Context } from 'grammy';

const { TELEGRAM_TOKEN, TELEGRAM_URL } = process.env;
if (TELEGRAM_TOKEN === undefined) throw new Error('Set TELEGRAM_TOKEN to the token that @BotFather gave you.');

const telemetry = startBotTelemetry({
  serviceName: 'telegram-bot',
  environment: 'sandbox',
  bot: { id: 'parcels', name: 'Parcels' },
});
const bot = new Bot<Context & TurnFlavor>(
  TELEGRAM_TOKEN,
  TELEGRAM_URL === undefined ? {} : { client: { apiRoot: TELEGRAM_URL } },
);
recordGrammy(bot, telemetry);

bot.command('track', (ctx) =>
  ctx.turn.flow({ id: 'track', name: 'Track a parcel', trigger: 'intent' }, (flow) =>
    flow.step({ id: 'ask', name: 'Ask which parcel', type: 'message' }, async () => {
      await ctx.reply('Which parcel?', { reply_markup: new InlineKeyboard().text('The last one', 'last') });
    }),
  ),
);
bot.callbackQuery('last', (ctx) =>
  ctx.turn.flow({ id: 'track', name: 'Track a parcel', trigger: 'button' }, (flow) =>
    flow.step({ id: 'answer', name: 'Say where it is', type: 'message' }, async (step) => {
      step.variables.set('parcel', 'last');
      await ctx.answerCallbackQuery();
      await ctx.reply('It arrives tomorrow.');
    }),
  ),
);
bot.catch(({ error }) => console.error(error));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void bot.stop().then(() => telemetry.shutdown()));
}
await bot.start({ onStart: ({ username }) => console.log(`@${username} is listening`) });
