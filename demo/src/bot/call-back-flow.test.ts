import { describe, expect, it } from 'vitest';
import { startFlowContext, talk } from '../../tests/talk.ts';
import { DEFAULT_CONTENT } from '../content.ts';

describe('runCallBackFlow', () => {
  it('writes the wish into the spreadsheet', async () => {
    const { lastText, collector } = await talk(['Call me back']);
    expect(lastText).toBe('We call you tomorrow at 10:00.');
    expect(collector.find('bot.api.call')[0]?.attributes).toMatchObject({
      'bot.integration.name': 'google_sheets',
      'bot.integration.account': 'calls@shop.example',
      'http.response.status_code': 200n,
    });
  });

  it('breaks when the token has been revoked, and records no token', async () => {
    const sheets = { ...DEFAULT_CONTENT.sheets, access_token: 'demo-sheets-token-1107' };
    const { answers, collector } = await talk(['Call me back'], await startFlowContext({ ...DEFAULT_CONTENT, sheets }));
    expect(answers[0]?.reply.failed).toBe(true);
    const [call] = collector.find('bot.api.call');
    expect(call?.attributes).toMatchObject({ 'error.type': '401', 'bot.outcome': 'error' });
    expect(call?.body).toMatchObject({
      response: { body: '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}' },
    });
    expect(collector.find('bot.step.completed', { 'bot.outcome': 'error' })[0]?.attributes['exception.message']).toBe(
      'Google Sheets answered 401: invalid_grant (Token has been expired or revoked.)',
    );
    expect(collector.records.map(({ body }) => JSON.stringify(body)).join('\n')).not.toContain('demo-sheets-token');
  });
});
