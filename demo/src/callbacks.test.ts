import { describe, expect, it, onTestFinished } from 'vitest';
import { startCallbacks } from './callbacks.ts';

async function start() {
  const callbacks = await startCallbacks();
  onTestFinished(() => callbacks.close());
  return callbacks;
}

const post = (url: string) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"status":"paid"}' });

describe('startCallbacks', () => {
  it('hands a call-back over once', async () => {
    const received: unknown[] = [];
    const url = (await start()).expect((payload) => void received.push(payload));
    expect((await post(url)).status).toBe(204);
    expect((await post(url)).status).toBe(404);
    expect(received).toEqual([{ status: 'paid' }]);
  });

  it('answers 404 where nobody waits', async () => {
    const url = (await start()).expect(() => undefined);
    expect((await post(url.replace(/[^/]+$/, 'made-up'))).status).toBe(404);
  });
});
