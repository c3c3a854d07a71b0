import { describe, expect, it } from 'vitest';
import { startTestTelemetry, toBody } from '../testing/test-telemetry.ts';

const AGENT = { id: 'a7', name: 'Bo', email: 'bo@example.com' };

describe('HandOverRecorder', () => {
  it('records agent, queue and reason as a step, and leaves the conversation waiting for the agent', async () => {
    const test = await startTestTelemetry();
    const ticket = await test.telemetry.conversation().turn({ input: 'a person please' }, (turn) =>
      turn.flow({ id: 'help' }, (flow) =>
        flow.handOver(
          { id: 'n9', name: 'To a person', queue: 'billing', reason: 'asked', context: () => ({ order: 7 }) },
          (step) => {
            step.setAgent(AGENT);
            return Promise.resolve({ ticket: 12 });
          },
        ),
      ),
    );
    expect(ticket).toEqual({ ticket: 12 });
    const step = await test.record('bot.step.completed');
    expect(step.attributes).toMatchObject({
      'bot.step.type': 'handover',
      'bot.step.id': 'n9',
      'bot.controller.state': 'waiting_for_event',
      'user.id': 'a7',
      'user.name': 'Bo',
      'user.email': 'bo@example.com',
    });
    expect(toBody(step)).toEqual({
      input: { queue: 'billing', reason: 'asked', context: { order: 7 } },
      output: { ticket: 12 },
    });
    const turn = await test.record('bot.turn.completed');
    expect(turn.attributes['bot.controller.state']).toBe('waiting_for_event');
    expect(await test.records('bot.conversation.ended')).toEqual([]);
  });

  it('ends the conversation with reason handover, where that is asked for', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation({ uid: 'c1' });
    conversation.turn({}, (turn) =>
      turn.handOver({ id: 'n9', agent: AGENT, endsConversation: true }, () => 'Bo takes over.'),
    );
    const ended = await test.record('bot.conversation.ended');
    expect(ended.attributes['bot.conversation.end_reason']).toBe('handover');
    for (const event of ['bot.step.completed', 'bot.turn.completed'])
      expect((await test.record(event)).attributes['bot.controller.state']).toBe('ended');
  });

  it('changes nothing about the conversation when it fails', async () => {
    const test = await startTestTelemetry();
    const run = test.telemetry
      .conversation()
      .turn({}, (turn) =>
        turn.handOver({ id: 'n9', endsConversation: true }, () => Promise.reject(new Error('the desk is closed'))),
      );
    await expect(run).rejects.toThrow('the desk is closed');
    expect((await test.record('bot.step.completed')).attributes['bot.controller.state']).toBe('error');
    expect(await test.records('bot.conversation.ended')).toEqual([]);
  });

  it('records what user and agent then write to each other', async () => {
    const test = await startTestTelemetry();
    const conversation = test.telemetry.conversation({ uid: 'c1' });
    conversation.turn({ input: 'help' }, () => 'Bo will help you.');
    conversation.recordMessage('Are you there?', { from: 'end_user' });
    conversation.recordMessage({ text: 'I am.', id: 'm2' }, { from: AGENT });
    const [, received] = await test.records('bot.message.received');
    const [ofBot, ofAgent] = await test.records('bot.message.sent');
    expect(toBody(received!)).toEqual({ text: 'Are you there?' });
    expect(Object.keys(received!.attributes)).not.toContain('user.name');
    expect(Object.keys(ofBot!.attributes)).not.toContain('user.name');
    expect(toBody(ofAgent!)).toEqual({ text: 'I am.' });
    expect(ofAgent?.attributes).toMatchObject({ 'user.id': 'a7', 'user.name': 'Bo', 'gen_ai.conversation.id': 'c1' });
    conversation.end();
    expect(toBody(await test.record('bot.conversation.ended'))['lastMessage']).toBe('I am.');
  });
});
