import type { FastifyRequest } from 'fastify';

/** Names and values of the form in the body, then of the URL. */
export function readParameters(request: FastifyRequest): readonly (readonly [string, string])[] {
  const form = typeof request.body === 'string' ? [...new URLSearchParams(request.body)] : [];
  const mark = request.url.indexOf('?');
  return [...form, ...(mark < 0 ? [] : new URLSearchParams(request.url.slice(mark + 1)))];
}
