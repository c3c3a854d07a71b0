import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUpgrade, takeUpgrade } from '../../http/route-upgrades.ts';
import { readParameter, type LokiRequest } from '../answer/loki-request.ts';
import { answerText } from '../http/request-guard.ts';
import { sendAnswer } from '../http/run-query.ts';
import { toLokiRequest } from '../http/to-loki-request.ts';
import type { QueryPool } from '../worker/query-pool.ts';
import { readDelayMillis } from './answer-tail.ts';
import type { ArrivalFeed } from './arrival-feed.ts';
import type { Tails } from './create-tails.ts';

/** Path of the WebSocket that sends entries as they arrive. */
export const TAIL_PATH = '/loki/api/v1/tail';

/** What {@link registerTail} needs. */
export interface TailRouteOptions {
  readonly pool: QueryPool<LokiRequest>;
  readonly feed: ArrivalFeed;
  readonly tails: Tails;
  readonly nowUnixNano: () => bigint;
}

/**
 * `GET /loki/api/v1/tail`: the beginning is read before the upgrade, so that a mistake is answered with its status and
 * text; what arrives after that position follows.
 */
export function registerTail(scope: FastifyInstance, options: TailRouteOptions): void {
  scope.get(TAIL_PATH, (request, reply) => answerTailRequest(options, request, reply));
}

async function answerTailRequest(
  { pool, feed, tails, nowUnixNano }: TailRouteOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const query = toLokiRequest(request, 'tail', nowUnixNano());
  if (query === undefined) return answerText(reply, 401, 'no org id');
  if (!isUpgrade(request.raw)) return answerText(reply, 400, 'a tail is a WebSocket: ask with "Upgrade: websocket"');
  if (tails.isFull(query.tenant)) return refuseOneMore(reply);
  const position = feed.lastId;
  const gone = new AbortController();
  const stop = (): void => gone.abort();
  request.raw.socket.once('close', stop);
  const answer = await pool.run({ ...query, upToId: position }, gone.signal);
  request.raw.socket.off('close', stop);
  if (answer.status >= 300) return sendAnswer(reply, answer);
  if (tails.isFull(query.tenant)) return refuseOneMore(reply);
  const upgrade = takeUpgrade(reply);
  if (upgrade === undefined) return reply;
  const { tenant, categorized } = query;
  tails.begin(request.raw, upgrade, {
    request: { tenant, categorized, query: readParameter(query, 'query') ?? '' },
    delayMillis: readDelayMillis(query),
    position,
    first: answer.status === 200 ? answer.body : undefined,
  });
  return reply;
}

function refuseOneMore(reply: FastifyReply): FastifyReply {
  return answerText(reply, 429, 'too many tails are open; close one, or wait a little');
}
