import type { FastifyRequest } from 'fastify';
import type { AppSettings } from './expand-template.ts';
import type { IdentityTokens } from './identity-token.ts';
import type { Person } from './people.ts';
import type { PluginManifest } from './plugin-manifest.ts';
import type { Sessions } from './sessions.ts';
import type { SigningKey } from './signing-key.ts';
import { WorkbenchError } from './workbench-error.ts';

/** What the workbench's routes share. */
export interface WorkbenchContext {
  readonly pageDirectory: string;
  readonly pluginDirectory: string;
  /** Sub-path without trailing slash; empty without one. */
  readonly basePath: string;
  /** Root URL with trailing slash; the port is known once the server listens. */
  readonly rootUrl: () => string;
  readonly readManifest: () => Promise<PluginManifest>;
  readonly readSettings: () => AppSettings;
  readonly sessions: Sessions;
  readonly tokens: IdentityTokens;
  readonly key: SigningKey;
}

/** The person logged in. Throws 401 when there is none. */
export function requirePerson(context: WorkbenchContext, request: FastifyRequest): Person {
  const person = context.sessions.read(request);
  if (person) return person;
  throw new WorkbenchError(401, `Nobody is logged in. Open ${context.rootUrl()} in a browser first.`);
}
