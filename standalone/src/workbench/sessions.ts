import type { FastifyReply, FastifyRequest } from 'fastify';
import { findPerson, type Person } from './people.ts';

const COOKIE = 'botscope_session';
const LIFE_SECONDS = 30 * 24 * 3600;

/** Who is logged in, kept in a signed cookie. */
export interface Sessions {
  /** The person logged in; undefined without a cookie, with a forged or with an expired one. */
  readonly read: (request: FastifyRequest) => Person | undefined;
  /** Logs a person in with the answer. */
  readonly write: (reply: FastifyReply, person: Person) => void;
}

/** How cookies are set: their path, and whether only over TLS. */
export interface CookieScope {
  readonly path: string;
  readonly secure: boolean;
}

/** Sessions over `@fastify/cookie`, which must be registered with a secret. */
export function createSessions(scope: CookieScope, nowMillis: () => number): Sessions {
  return {
    read: (request) => {
      const { valid, value } = request.unsignCookie(request.cookies[COOKIE] ?? '');
      const [login = '', endsAtSeconds] = (value ?? '').split('.');
      return valid && Number(endsAtSeconds) * 1000 > nowMillis() ? findPerson(login) : undefined;
    },
    write: (reply, person) => {
      const endsAtSeconds = Math.floor(nowMillis() / 1000) + LIFE_SECONDS;
      void reply.setCookie(COOKIE, `${person.login}.${endsAtSeconds}`, {
        ...scope,
        signed: true,
        httpOnly: true,
        sameSite: 'strict',
        maxAge: LIFE_SECONDS,
      });
    },
  };
}
