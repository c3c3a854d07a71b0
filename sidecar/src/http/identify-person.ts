import { HEADER_INTERNAL_SECRET, HEADER_USER, ROLES, type BotscopeUser } from '@botscope/conventions';
import type { FastifyRequest } from 'fastify';
import { SidecarError } from '../sidecar-error.ts';
import { secretEquals } from './secret-equals.ts';

function narrowUser(value: unknown): BotscopeUser | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, login, email, name, role, orgId } = value as Readonly<Record<string, unknown>>;
  const knownRole = ROLES.find((known) => known === role);
  if (typeof id !== 'string' || typeof login !== 'string' || typeof email !== 'string') return undefined;
  if (typeof name !== 'string' || knownRole === undefined || typeof orgId !== 'number') return undefined;
  return { id, login, email, name, role: knownRole, orgId };
}

function parseUser(text: string): BotscopeUser | undefined {
  try {
    return narrowUser(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The person in whose name the gateway asks. Throws a {@link SidecarError} for requests from anywhere else. */
export function identifyPerson({ headers }: FastifyRequest, internalSecret: string): BotscopeUser {
  const secret = headers[HEADER_INTERNAL_SECRET.toLowerCase()];
  const user = headers[HEADER_USER.toLowerCase()];
  const person = typeof user === 'string' ? parseUser(user) : undefined;
  if (typeof secret !== 'string' || !secretEquals(secret, internalSecret) || person === undefined) {
    throw new SidecarError('people_only_through_gateway');
  }
  return person;
}
