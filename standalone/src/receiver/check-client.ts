import type { FastifyRequest } from 'fastify';
import { carriesToken, isKnownHost } from '../http/client-checks.ts';
import { OtlpHttpError } from './otlp-http-error.ts';

/** Who may send. */
export interface ClientRules {
  /** Host names, without port, that are answered besides loopback names. */
  readonly allowedHosts: readonly string[];
  /** When set, requests need `Authorization: Bearer <token>`. */
  readonly token: string | undefined;
}

/** Refuses requests that a web page of somebody else may have made, and those without the token where one is needed. */
export function checkClient(request: FastifyRequest, rules: ClientRules): void {
  checkHost(request.headers.host, rules.allowedHosts);
  checkOrigin(request);
  if (rules.token !== undefined) checkToken(request, rules.token);
}

/** Refuses requests of web pages. */
export function checkOrigin(request: FastifyRequest): void {
  if (request.headers.origin === undefined) return;
  throw new OtlpHttpError(403, 'permissionDenied', 'web pages may not send telemetry here: drop the Origin header');
}

function checkHost(header: string | undefined, allowedHosts: readonly string[]): void {
  if (isKnownHost(header, allowedHosts)) return;
  throw new OtlpHttpError(
    403,
    'permissionDenied',
    `the receiver does not answer for the host "${header ?? ''}"; use 127.0.0.1 or a host that its configuration allows`,
  );
}

/** Refuses requests without `Authorization: Bearer <token>`. */
export function checkToken(request: FastifyRequest, token: string): void {
  if (carriesToken(request.headers.authorization, token)) return;
  throw new OtlpHttpError(
    401,
    'unauthenticated',
    'the receiver needs the ingest token: Authorization: Bearer <token>',
    {
      'www-authenticate': 'Bearer',
    },
  );
}
