import fc from 'fast-check';
import type { Json } from '@botscope/conventions';
import { assembleConversation, parseRecord, type MessageRecord } from '@botscope/records';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { AT_MILLIS, failingTurn, toStored, type StoryOptions } from '../../tests/story.ts';
import type { AlertMail } from './alert-mail.ts';
import { buildAlertMail, type AlertMailInput } from './build-alert-mail.ts';
import { composeMessage } from './compose-message.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

const DAY_MILLIS = 86_400_000;

function buildMail(story: StoryOptions = {}, changes: Partial<AlertMailInput> = {}): AlertMail {
  const records = failingTurn(story).map((record) => parseRecord(toStored(record)));
  const [cause, ...rest] = records;
  if (cause === undefined) throw new Error('the story has no cause');
  const turn = assembleConversation(rest, { nowUnixNano: cause.timestampUnixNano })?.turns[0];
  const step = turn?.steps[0];
  return buildAlertMail({
    cause,
    botName: story.botName ?? 'Support',
    context: {
      ...(turn ? { turn } : {}),
      ...(step ? { step } : {}),
      messages: rest.filter((record): record is MessageRecord => record.type === 'message'),
      missing: [],
    },
    publicUrl: 'https://grafana.example/logs',
    errorCount: 7,
    userCount: 3,
    windowEndMillis: AT_MILLIS + DAY_MILLIS,
    previous: { startMillis: Date.UTC(2026, 10, 20, 9, 14), suppressedCount: 499 },
    ...changes,
  });
}

const HEAD = { from: 'botscope@localhost', to: ['owner@localhost'], messageId: 'x@localhost', dateMillis: AT_MILLIS };

describe('the alert mail', () => {
  it('reads as the golden files', async () => {
    const mail = buildMail();
    await expect(`${mail.subject}\n`).toMatchFileSnapshot('../../golden/alert-subject.txt');
    await expect(renderText(mail)).toMatchFileSnapshot('../../golden/alert.txt');
    await expect(renderHtml(mail)).toMatchFileSnapshot('../../golden/alert.html');
  });

  it('says what is missing, as the golden file', async () => {
    const context = { messages: [], missing: ['The log store has no record of this turn yet.'] };
    const call = { 'http.response.status_code': '', 'error.type': 'dns', 'server.address': 'api.exmple' };
    const callBody: Json = {
      request: { method: 'GET', url: 'https://api.exmple/v1/orders', headers: {} },
      error: { phase: 'dns', cause: 'the host name does not exist', host: 'api.exmple' },
    };
    const mail = buildMail({ call, callBody }, { context, errorCount: 1, userCount: 0, previous: undefined });
    await expect(`${mail.subject}\n\n${renderText(mail)}`).toMatchFileSnapshot('../../golden/alert-unreachable.txt');
  });

  it('links with absolute times to the step, the call and the ledger, and nowhere else', () => {
    const mail = buildMail({ said: 'see https://evil.example', answered: '<a href="https://evil.example">x</a>' });
    const links = mail.links.map(({ url }) => new URL(url));
    expect(links.map(({ pathname }) => pathname)).toEqual(
      ['conversation', 'api-calls', 'alerts'].map((page) => `/logs/a/botscope-logs-app/${page}`),
    );
    for (const { searchParams, origin } of links) {
      expect(origin).toBe('https://grafana.example');
      expect(Number(searchParams.get('from'))).toBeLessThan(AT_MILLIS);
      expect(Number(searchParams.get('to'))).toBeGreaterThan(AT_MILLIS);
    }
    expect(Object.fromEntries(links[0]?.searchParams ?? [])).toMatchObject({
      env: 'production',
      bot: '42',
      uid: 'conv-1',
      turn: 'turn-1',
      step: '4',
    });
    expect(links[1]?.searchParams.get('selected')).toBe('call-1');
    const addresses = [...renderHtml(mail).matchAll(/href="([^"]*)"/g)].map(([, address = '']) => address);
    expect(addresses).toHaveLength(3);
    expect(addresses.every((address) => address.startsWith('https://grafana.example/logs/a/'))).toBe(true);
  });

  it('has no line end in any header, whatever names and texts there are', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        'a\r\nBcc: evil@x.example',
        '\nX-Evil: 1\n\nbody',
        '\u2028x',
        '"\r\n.\r\n',
        '=?utf-8?q?=0d=0aBcc:_e@x?=',
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, hostile, async (botName, step, host, said) => {
        const call = { 'bot.step.name': step, 'server.address': host, 'url.full': host, 'bot.flow.name': said };
        const mail = buildMail({ botName, call, said, user: said });
        const message = Buffer.from(await composeMessage(mail, HEAD)).toString('latin1');
        const head = message.slice(0, message.indexOf('\r\n\r\n'));
        const names = head
          .split('\r\n')
          .filter((line) => !/^[ \t]/.test(line))
          .map((line) => line.split(':')[0]);
        expect([...new Set(names)].sort()).toEqual(
          ['Auto-Submitted', 'Content-Type', 'Date', 'From', 'MIME-Version', 'Message-ID', 'Subject', 'To'].sort(),
        );
        const { subject, headers } = await simpleParser(message);
        expect(subject).not.toMatch(/[\r\n]/);
        expect([...headers.keys()]).not.toContain('bcc');
      }),
      { numRuns: 150 },
    );
  });

  it('shows markup, control characters and turned text as text', () => {
    const said = '<img src=x onerror=alert(1)> \u202edeggab\u0007';
    const mail = buildMail({ said, botName: '<b>Bot</b>', changes: [{ name: '<i>', after: '"><script>' }] });
    const html = renderHtml(mail);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; \\u{202e}deggab\\u{7}');
    expect(html).not.toMatch(/<(?:img|script|b|i)[ >]/);
    expect(renderText(mail)).toContain('\\u{202e}deggab\\u{7}');
  });

  it('stays readable however large things are', () => {
    const long = 'x'.repeat(200_000);
    const callBody: Json = {
      request: { method: 'POST', url: `https://a/${long}`, headers: { h: long }, body: long },
      response: { status: 500, headers: {}, body: long },
    };
    const changes = Array.from({ length: 500 }, (_, index) => ({
      name: `v${index}${long}`,
      before: long,
      after: long,
    }));
    const mail = buildMail({
      said: long,
      botName: long,
      changes,
      callBody,
      call: { 'url.full': long, 'bot.step.name': long },
    });
    expect(mail.subject.length).toBeLessThanOrEqual(200);
    expect(renderText(mail).length).toBeLessThan(20_000);
    expect(renderText(mail)).toContain('and 488 more');
  });
});
