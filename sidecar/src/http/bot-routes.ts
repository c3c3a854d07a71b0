import { LONGEST_CAPTURE_ID, type CapturePolicy } from '@botscope/conventions';
import type { FastifyInstance } from 'fastify';
import { toBotPolicy, toEntityTag, type AskingBot } from '../settings/to-bot-policy.ts';
import { SidecarError } from '../sidecar-error.ts';
import { checkIngestToken } from './check-ingest-token.ts';

/** What the endpoints for bots work with. */
export interface BotRoutesOptions {
  readonly ingestToken: string;
  readonly readCapturePolicy: () => CapturePolicy;
}

function readId(query: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || (typeof value === 'string' && value.length <= LONGEST_CAPTURE_ID))
    return value || undefined;
  throw new SidecarError('body_invalid', `"${name}" is no text of at most ${LONGEST_CAPTURE_ID} characters.`);
}

function readBot(query: Readonly<Record<string, unknown>>): AskingBot {
  const service = readId(query, 'service');
  if (service === undefined) throw new SidecarError('body_invalid', 'Give the service.name as "service".');
  return { service, instance: readId(query, 'instance') };
}

/** Whether a client has what a tag stands for already. */
function isKnown(tag: string, ifNoneMatch: string | undefined): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((entry) => entry.trim().replace(/^W\//, ''));
  return known.includes(tag) || known.includes('*');
}

/** `GET /v1/capture-policy?service=&instance=`: the rules that can concern a process, with the ingest token. */
export function registerBotRoutes(app: FastifyInstance, { ingestToken, readCapturePolicy }: BotRoutesOptions): void {
  app.get(
    '/v1/capture-policy',
    { onRequest: async (request) => checkIngestToken(request, ingestToken) },
    async (request, reply) => {
      const bot = readBot(request.query as Readonly<Record<string, unknown>>);
      const answer = JSON.stringify(toBotPolicy(readCapturePolicy(), bot));
      const tag = toEntityTag(answer);
      reply.headers({ etag: tag, 'cache-control': 'no-cache' });
      if (isKnown(tag, request.headers['if-none-match'])) return reply.code(304).send();
      return reply.type('application/json').send(answer);
    },
  );
}
