import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { now, startTailServer, TailClient } from './test-tail.ts';

describe('a tail', () => {
  it(
    'sends each record exactly once, whenever it begins and however records are stamped and pushed',
    { timeout: 60_000 },
    async () => {
      const { url, push } = await startTailServer();
      let run = 0;
      const batch = fc.array(fc.integer({ min: -5, max: 0 }), { minLength: 1, maxLength: 8 });
      const property = fc.asyncProperty(
        fc.array(batch, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }),
        async (batches, begins) => {
          const session = `run-${(run += 1)}`;
          const time = now();
          const clients: TailClient[] = [];
          const open = (): TailClient =>
            new TailClient(url, { query: `{service_name="bot"} | session_id="${session}"`, limit: '5000' });
          const pushes = batches.map(async (offsets, place) => {
            for (const _ of begins.filter((begin) => begin === place)) clients.push(open());
            const toRecord = (offset: number, index: number) => ({
              body: `${place}.${index}`,
              timestampUnixNano: time + BigInt(offset) * 1_000_000n,
              attributes: { 'session.id': session },
            });
            // Some wait for the ones before, some do not.
            if (place % 3 === 0) await Promise.all(clients.map(({ opened }) => opened));
            await push(...offsets.map(toRecord));
          });
          clients.push(open());
          await Promise.all(pushes);
          const expected = batches.flatMap((offsets, place) => offsets.map((_, index) => `${place}.${index}`)).sort();
          for (const client of clients) {
            await client.until(({ lines }) => lines.length >= expected.length);
            await push({ body: 'end', timestampUnixNano: time, attributes: { 'session.id': session } });
            await client.until(({ lines }) => lines.includes('end'));
            expect(client.lines.filter((line) => line !== 'end').sort()).toEqual(expected);
            client.socket.terminate();
          }
        },
      );
      await fc.assert(property, { numRuns: 25 });
    },
  );
});
