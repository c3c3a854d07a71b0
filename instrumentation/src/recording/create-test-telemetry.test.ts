import { ConfigurationError } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import type { BotTelemetry } from '../api/bot-telemetry.ts';
import { createTestTelemetry } from './create-test-telemetry.ts';

async function order(telemetry: BotTelemetry, uid: string): Promise<void> {
  const conversation = telemetry.conversation({ uid, channel: 'web', endUser: { id: 'u1' } });
  await conversation.turn({ input: 'Where is 8812?' }, (turn) =>
    turn.flow({ id: 'orders', trigger: 'intent' }, async (flow) => {
      await flow.step({ id: 'n1', type: 'api', input: { password: 'hunter2' } }, async (step) => {
        step.variables.set('order.id', 8812);
        step.log({ label: 'Test', value: { tries: 1 } });
        return (await step.fetch('https://shop.example/orders/8812')).json();
      });
      return 'It is on its way.';
    }),
  );
}

const answer: typeof fetch = () => Promise.resolve(Response.json({ status: 'sent' }));

describe('createTestTelemetry', () => {
  it('gives a test what the pages would show, at once', async () => {
    const { telemetry, recording } = createTestTelemetry({ bot: { id: '42' }, fetch: answer });
    await order(telemetry, 'c-1');
    await telemetry.forceFlush();
    const { channel, endUserId, turns } = recording.conversation();
    expect({ channel, endUserId, turns: turns.length }).toEqual({ channel: 'web', endUserId: 'u1', turns: 1 });
    const [step] = turns[0]?.steps ?? [];
    expect(step).toMatchObject({
      id: 'n1',
      status: 'ok',
      output: { status: 'sent' },
      variables: [{ name: 'order.id', after: 8812 }],
      logs: [{ label: 'Test', body: { tries: 1 } }],
      apiCalls: [{ method: 'GET', statusCode: 200, environment: 'test', service: 'test-bot' }],
    });
    expect(JSON.stringify(step?.input)).toMatch(/redacted/);
    expect(recording.apiCalls()).toHaveLength(1);
    expect(recording.spans().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['turn', 'flow orders', 'step api n1', 'GET shop.example']),
    );
  });

  it('keeps no secret that its own form gives away', async () => {
    const { telemetry, recording } = createTestTelemetry();
    const secret = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
    telemetry.conversation({ uid: 'c-1' }).turn({ input: `my key is ${secret}` }, () => 'ok');
    await telemetry.audit.record({
      actor: { id: 'a' },
      action: 'CREATED',
      entity: { type: 'card' },
      after: { secret },
    });
    expect(
      recording
        .records()
        .map(({ line }) => line)
        .join(),
    ).toContain('[redacted:');
    expect(
      recording
        .records()
        .map(({ line }) => line)
        .join(),
    ).not.toContain(secret);
  });

  it('chains audit changes as on disk', async () => {
    const { telemetry, recording } = createTestTelemetry({ bot: { id: '42' } });
    const actor = { id: 'anna' };
    for (const id of ['1', '2']) {
      await telemetry.audit.record({ actor, action: 'CREATED', entity: { type: 'card', id }, after: { id } });
    }
    const [first, second] = recording.auditChanges();
    expect(first).toMatchObject({ action: 'CREATED', entityId: '1', body: { after: { id: '1' } }, chainSeq: '1' });
    expect(second?.chainId).toBe(first?.chainId);
    expect(second?.metadata.bot_audit_chain_prev).toBe(first?.metadata.bot_audit_chain_hash);
  });

  it('asks for the conversation where there are several, and names them', async () => {
    const { telemetry, recording } = createTestTelemetry({ fetch: answer });
    expect(() => recording.conversation()).toThrow('0 were recorded. Nothing of any conversation was recorded.');
    await order(telemetry, 'c-1');
    await order(telemetry, 'c-2');
    expect(() => recording.conversation()).toThrow('Name the conversation: 2 were recorded. Known: c-1, c-2.');
    expect(() => recording.conversation('c-3')).toThrow('No conversation "c-3" was recorded. Known: c-1, c-2.');
    expect(recording.conversation('c-2').key.uid).toBe('c-2');
    recording.clear();
    expect([recording.records(), recording.spans()]).toEqual([[], []]);
  });

  it('makes equal prints of equal secrets in every run', async () => {
    const inputs = [];
    for (let run = 0; run < 2; run++) {
      const { telemetry, recording } = createTestTelemetry({ fetch: answer });
      await order(telemetry, 'c-1');
      inputs.push(recording.conversation().turns[0]?.steps[0]?.input);
    }
    expect(inputs[0]).toEqual(inputs[1]);
  });

  it('lists everything that is wrong with its options', () => {
    const wrong = () => createTestTelemetry({ bot: { id: '' }, limits: { lineBytes: 1 } });
    expect(wrong).toThrow(ConfigurationError);
    expect(wrong).toThrow(/bot\.id.*limits\.lineBytes/s);
  });
});
