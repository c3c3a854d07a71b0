import { buildPagePath } from '@botscope/conventions';
import { nowUnixNano, postOtlp, toLogsRequest, type PlainRecord, type PlainValue } from '../backends/run/otlp-json.ts';
import { expect, test } from './product.ts';

const HTML = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";
const BIDI = 'abc\u202Edcba';
const RESOURCE = { 'service.name': 'raw-bot', 'deployment.environment.name': 'sandbox' };

/** A record of turn 1 of a conversation, some milliseconds after it began. */
function toRecord(
  uid: string,
  event: string,
  kind: string,
  own: Readonly<Record<string, PlainValue>>,
  body: unknown,
): PlainRecord {
  return {
    attributes: {
      'log.record.uid': crypto.randomUUID(),
      'bot.record.kind': kind,
      'bot.event': event,
      'bot.id': 'raw',
      'bot.outcome': 'success',
      'gen_ai.conversation.id': uid,
      'bot.turn.id': `${uid}-1`,
      'bot.turn.index': 1,
      ...own,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    timestampUnixNano: nowUnixNano(),
  };
}

/** Sends the records of a turn as any program might, past the instrumentation. */
async function sendTurn(otlpUrl: string, uid: string, stepBody: unknown): Promise<string> {
  const step = {
    'bot.step.index': 1,
    'bot.step.id': 'n1',
    'bot.step.name': HTML,
    'bot.flow.id': 'f1',
    'bot.duration_ms': -5,
  };
  const records = [
    toRecord(
      uid,
      'bot.message.received',
      'conversation',
      { 'bot.enduser.name': BIDI },
      { text: `${HTML} \u001b[31mred` },
    ),
    toRecord(uid, 'bot.step.completed', 'step', step, stepBody),
    toRecord(uid, 'bot.log', 'log', { 'bot.step.index': 1, 'bot.log.label': HTML }, 'x'.repeat(200_000)),
    toRecord(uid, 'bot.turn.completed', 'step', { 'bot.turn.step_count': 1, 'bot.duration_ms': 50 }, '{"input":'),
  ];
  const answer = await postOtlp(otlpUrl, toLogsRequest(RESOURCE, records));
  expect(answer.status).toBe(200);
  return buildPagePath('conversation', { bot: 'raw', env: 'sandbox', uid, turn: `${uid}-1` });
}

test('hostile records are read as text, and nothing in them runs', async ({ page, urls }) => {
  const deep = '['.repeat(200) + ']'.repeat(200);
  const body = `{"input":{"__proto__":{"polluted":true},"deep":${deep}},"variables":{"delta":[{"name":"__proto__","after":1}]}}`;
  await page.goto(`${await sendTurn(urls.otlp, crypto.randomUUID(), body)}&step=1`);
  await expect(page).toHaveTitle(/^Conversation /);
  const title = await page.title();
  const transcript = page.getByRole('log', { name: 'Transcript' });
  await expect(transcript).toContainText('<img src=x');
  await expect(transcript).toContainText('\\u001b[31mred');
  await expect(transcript).toContainText('abc\\u202edcba');
  const step = page.getByRole('region', { name: 'Step 1' });
  await expect(step).toContainText('__proto__');
  await expect(step).toContainText('<script>');
  await page.getByRole('tab', { name: 'Logs', exact: true }).first().click();
  await expect(page.getByRole('grid', { name: 'Logs' })).toContainText('xxxx');
  await expect(page.locator('main :is(img[src="x"], script)')).toHaveCount(0);
  expect(await page.title()).toBe(title);
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
});

test('B12: hovering a time shows the ways to its logs and its node', async ({ page, urls }) => {
  await page.goto(await sendTurn(urls.otlp, crypto.randomUUID(), {}));
  const row = page.getByRole('grid', { name: 'Steps' }).getByRole('row').nth(1);
  const actions = row.getByRole('button', { name: 'View logs' }).locator('..');
  await page.mouse.move(0, 0);
  await expect(actions).toHaveCSS('opacity', '0');
  await row.locator('time').hover();
  await expect(actions).toHaveCSS('opacity', '1');
  await expect(row.getByRole('link', { name: /^View node/ })).toBeVisible();
  await row.getByRole('button', { name: 'View logs' }).click();
  await expect(page).toHaveURL(/step=1&tab=logs/);
});
