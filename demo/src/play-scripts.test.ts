import { readdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startCollector, type ArrivedRecord } from '../tests/collector.ts';
import { makeDirectory } from '../tests/directory.ts';
import { startFlowContext } from '../tests/talk.ts';
import { playScriptedConversations } from './play-scripts.ts';
import { SCRIPTED_CONVERSATIONS } from './scripted-conversations.ts';
import { startTelemetries } from './start-telemetries.ts';

async function start() {
  const collector = await startCollector();
  const directory = makeDirectory();
  const telemetries = startTelemetries(directory, { endpoint: collector.url });
  const each = Object.values(telemetries);
  onTestFinished(async () => void (await Promise.all(each.map((telemetry) => telemetry.shutdown()))));
  const context = await startFlowContext(undefined, { shopTimeoutMillis: 1000 });
  const play = async () => {
    await playScriptedConversations(telemetries, context, directory);
    await Promise.all(each.map((telemetry) => telemetry.forceFlush()));
  };
  return { collector, directory, telemetries, play };
}

const environmentOf = ({ resource }: ArrivedRecord) => resource['deployment.environment.name'];
const botOf = ({ attributes }: ArrivedRecord) => attributes['bot.name'];
const unique = (values: readonly unknown[]) => [...new Set(values)].sort();

describe('playScriptedConversations', () => {
  it('fills three environments with the conversations of two bots', async () => {
    const { collector, play } = await start();
    await play();
    const started = collector.find('bot.conversation.started');
    expect(unique(started.map((record) => JSON.stringify([environmentOf(record), botOf(record)])))).toEqual([
      '["production","Outlet"]',
      '["sandbox","Support"]',
      '["staging","Outlet"]',
    ]);
    const scripts = Object.values(SCRIPTED_CONVERSATIONS).flat();
    expect(started).toHaveLength(scripts.length);
    expect(unique(started.map(({ attributes }) => attributes['bot.enduser.name']))).toEqual(
      unique(scripts.map(({ endUser }) => endUser.name)),
    );
    expect(collector.find('bot.turn.completed')).toHaveLength(scripts.flatMap(({ messages }) => messages).length);
  });

  it('leaves the first error of the chat to the visitor, and has some of the other bot', async () => {
    const { collector, play } = await start();
    await play();
    const failed = collector.records.filter(({ attributes }) => attributes['bot.outcome'] === 'error');
    expect(unique(failed.map(environmentOf))).toEqual(['production', 'staging']);
    expect(unique(failed.map(({ attributes }) => attributes['error.type']))).toEqual(
      expect.arrayContaining(['404', '500', 'TypeError', 'refused']),
    );
  });

  it('edits before what fails of it, and takes the edit back', async () => {
    const { collector, play } = await start();
    await play();
    const edits = collector.find('bot.audit.change').filter((record) => environmentOf(record) === 'staging');
    expect(edits.map(({ attributes }) => attributes['bot.audit.entity.name'])).toEqual([
      'Refund API',
      'Refund API',
      'Call list',
      'Call list',
      'Answer style',
      'Answer style',
    ]);
    const [moved, back] = edits.map(({ body }) => body as { before: { url: string }; after: { url: string } });
    expect([moved?.before.url, moved?.after.url]).toEqual(['/v1/refunds', '/v2/refunds']);
    expect([back?.before.url, back?.after.url]).toEqual(['/v2/refunds', '/v1/refunds']);
    const failed = collector.find('bot.turn.completed', { 'bot.enduser.name': 'Ines Roth' });
    expect(failed.map(({ attributes }) => attributes['bot.outcome'])).toEqual(['error']);
    expect(failed[0]?.timestampUnixNano).toBeGreaterThan(edits[0]?.timestampUnixNano ?? 0n);
    expect(failed[0]?.timestampUnixNano).toBeLessThan(edits[1]?.timestampUnixNano ?? 0n);
  });

  it('plays once per data directory', async () => {
    const { collector, directory, play } = await start();
    await play();
    const count = collector.records.length;
    await play();
    expect(collector.records).toHaveLength(count);
    expect(readdirSync(directory)).toContain('scripted-conversations-played');
  });

  it('counts as played only when it came to its end', async () => {
    const { collector, directory, telemetries, play } = await start();
    await telemetries.sandbox.shutdown();
    await expect(play()).rejects.toThrow('The telemetry has been shut down');
    expect(readdirSync(directory)).not.toContain('scripted-conversations-played');
    expect(collector.find('bot.conversation.started')).toEqual([]);
  });

  it('C30: records a log-in, a deleted card and their exact times', async () => {
    const { collector, play } = await start();
    const from = BigInt(Date.now()) * 1_000_000n - 1n;
    await play();
    const to = BigInt(Date.now() + 1) * 1_000_000n;
    const [login] = collector.find('bot.audit.change', { 'bot.audit.action': 'LOGIN' });
    expect(login?.attributes).toMatchObject({
      'user.name': 'Anna Berg',
      'bot.audit.actor.type': 'user',
      'bot.audit.category': 'user_interaction',
      'bot.audit.entity.type': 'access',
    });
    const [deleted] = collector.find('bot.audit.change', { 'bot.audit.action': 'DELETED' });
    expect(deleted?.attributes).toMatchObject({ 'bot.audit.entity.type': 'card', 'bot.audit.entity.id': '40' });
    expect(deleted?.body).toEqual({
      before: {
        title: 'Summer sale',
        text: 'Everything half price',
        is_active: false,
        buttons: [{ id: 'b1', title: 'Show me' }],
      },
    });
    const ofChat = collector.find('bot.audit.change').filter((record) => environmentOf(record) === 'sandbox');
    const times = ofChat.map(({ timestampUnixNano }) => timestampUnixNano);
    expect(times).toHaveLength(5);
    times.reduce((earlier, time) => {
      expect(time).toBeGreaterThan(earlier);
      return time;
    }, from);
    expect(times.at(-1)).toBeLessThan(to);
  });
});
