import { describe, expect, it } from 'vitest';
import { makeDirectory, PERSON, startSidecar } from '../../tests/sidecar.ts';
import { AT_MILLIS } from '../../tests/story.ts';

const KEY = { bot: '42', environment: 'production', conversation: 'c/1 "ü"' };

describe('flags', () => {
  it('keeps a flag over midnight, a restart and any time, until someone removes it', async () => {
    const dataDirectory = await makeDirectory();
    const first = await startSidecar({ dataDirectory });
    expect((await first.ask('PUT', 'flags', { ...KEY, note: 'look at this' })).status).toBe(200);
    await first.close();
    const later = await startSidecar({ dataDirectory });
    for (const days of [0, 1, 400]) {
      later.nowMillis = AT_MILLIS + days * 86_400_000;
      await later.sidecar.runDue();
      expect(await later.flags()).toEqual([{ ...KEY, by: 'Anna Berg', at: AT_MILLIS, note: 'look at this' }]);
    }
    expect(await (await later.ask('DELETE', 'flags', KEY)).json()).toEqual({ removed: true });
    expect(await later.flags()).toEqual([]);
  });

  it('leaves a flag record and an audit record for each change, and none where nothing changed', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    await test.ask('PUT', 'flags', KEY);
    test.nowMillis += 1_000;
    await test.ask('PUT', 'flags', { ...KEY, note: 'second thought' });
    await test.ask('DELETE', 'flags', KEY);
    expect(await (await test.ask('DELETE', 'flags', KEY)).json()).toEqual({ removed: false });
    await test.sidecar.runDue();
    const flag = { ...KEY, by: 'Anna Berg', at: AT_MILLIS };
    const audit = { type: 'audit', entity: { type: 'conversation_flag', id: KEY.conversation }, actor: PERSON };
    const state = { by: 'Anna Berg', at: AT_MILLIS };
    const later = { by: 'Anna Berg', at: AT_MILLIS + 1_000, note: 'second thought' };
    expect(test.evidence).toMatchObject([
      { type: 'flag', flagged: true, flag: { ...flag, note: '' }, actor: PERSON },
      { ...audit, action: 'CREATED', before: null, after: { ...state, note: '' } },
      { type: 'flag', flagged: true, flag: { ...flag, ...later } },
      { ...audit, action: 'UPDATED', before: { ...state, note: '' }, after: later },
      { type: 'flag', flagged: false },
      { ...audit, action: 'DELETED', before: later, after: null },
    ]);
  });

  it('tells who changed a flag since it was read, and changes nothing', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    const tom = { ...PERSON, id: 'uid-tom', name: 'Tom' };
    expect((await test.ask('PUT', 'flags', { ...KEY, note: 'mine', knownAt: null })).status).toBe(200);
    const late = await test.ask('PUT', 'flags', { ...KEY, note: 'as well', knownAt: null }, tom);
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({
      code: 'flag_changed',
      message: expect.stringContaining('Anna Berg set it at 2026-11-21T14:02:11.482Z.'),
    });
    expect((await test.ask('PUT', 'flags', { ...KEY, note: 'as well', knownAt: AT_MILLIS }, tom)).status).toBe(200);
    expect((await test.ask('DELETE', 'flags', { ...KEY, knownAt: AT_MILLIS })).status).toBe(409);
    const [flag] = await test.flags();
    expect(flag).toMatchObject({ by: 'Tom', note: 'as well', at: AT_MILLIS + 1 });
    expect((await test.ask('DELETE', 'flags', { ...KEY, knownAt: flag?.at })).status).toBe(200);
    expect(await (await test.ask('PUT', 'flags', { ...KEY, knownAt: flag?.at })).json()).toMatchObject({
      message: expect.stringContaining('It is no longer flagged.'),
    });
  });

  it('lists newest first', async () => {
    const test = await startSidecar({ dataDirectory: await makeDirectory() });
    for (const conversation of ['a', 'b', 'c']) {
      test.nowMillis += 1;
      await test.ask('PUT', 'flags', { ...KEY, conversation });
    }
    expect((await test.flags()).map(({ conversation }) => conversation)).toEqual(['c', 'b', 'a']);
  });
});
