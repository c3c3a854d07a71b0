import type { FastifyReply } from 'fastify';
import type { QueryPool } from '../worker/query-pool.ts';

/** Answers a request by the pool; when the client goes away first, the query is stopped. */
export async function runQuery<Request>(
  pool: QueryPool<Request>,
  request: Request,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  reply.raw.once('close', stop);
  const { status, contentType, body } = await pool.run(request, controller.signal);
  reply.raw.off('close', stop);
  if (contentType === '') return reply.code(status).send();
  return reply
    .code(status)
    .type(contentType)
    .send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}
