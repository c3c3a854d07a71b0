import { HEADER_LOKI_ENCODING_FLAGS, HEADER_TENANT } from '@botscope/conventions';
import type { FastifyRequest } from 'fastify';
import type { LokiEndpoint, LokiRequest } from '../answer/loki-request.ts';
import { readParameters } from './read-parameters.ts';

/** What a request asks of an endpoint; undefined when it names no tenant. */
export function toLokiRequest(
  request: FastifyRequest,
  endpoint: LokiEndpoint,
  nowUnixNano: bigint,
): LokiRequest | undefined {
  const tenant = request.headers[HEADER_TENANT.toLowerCase()];
  if (typeof tenant !== 'string' || tenant === '') return undefined;
  return {
    endpoint,
    tenant,
    parameters: readParameters(request),
    label: (request.params as { readonly name?: string }).name ?? '',
    categorized: wantsCategories(request),
    nowUnixNano,
  };
}

function wantsCategories(request: FastifyRequest): boolean {
  const flags = request.headers[HEADER_LOKI_ENCODING_FLAGS.toLowerCase()];
  return String(flags ?? '')
    .split(',')
    .some((flag) => flag.trim() === 'categorize-labels');
}
