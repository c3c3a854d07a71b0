import type { FastifyReply } from 'fastify';
import type { HttpAnswer } from '../worker/http-answer.ts';
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
  const answer = await pool.run(request, controller.signal);
  reply.raw.off('close', stop);
  return sendAnswer(reply, answer);
}

/** Sends an answer that a query thread has made. */
export function sendAnswer(reply: FastifyReply, { status, contentType, body }: HttpAnswer): FastifyReply {
  if (contentType === '') return reply.code(status).send();
  return reply
    .code(status)
    .type(contentType)
    .send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}
