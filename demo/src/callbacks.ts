import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';

/** Where other companies tell the bot what happened later. */
export interface Callbacks {
  /** An address for one call-back; `receive` gets its body. */
  expect(receive: (payload: unknown) => void): string;
  close(): Promise<void>;
}

const MOST_EXPECTED = 1000;

/** Opens the door for call-backs on a free port of loopback. */
export async function startCallbacks(): Promise<Callbacks> {
  const expected = new Map<string, (payload: unknown) => void>();
  const app = Fastify({ forceCloseConnections: true });
  app.post<{ Params: { key: string } }>('/callbacks/:key', (request, reply) => {
    const { key } = request.params;
    const receive = expected.get(key);
    if (!receive) return reply.code(404).send({ error: 'nobody waits for this' });
    expected.delete(key);
    receive(request.body);
    return reply.code(204).send();
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    expect: (receive) => {
      const key = randomUUID();
      expected.set(key, receive);
      const [oldest] = expected.keys();
      if (expected.size > MOST_EXPECTED && oldest !== undefined) expected.delete(oldest);
      return `${url}/callbacks/${key}`;
    },
    close: () => app.close(),
  };
}
