import type { AuditCategory } from '@botscope/conventions';
import type { AttributedEntry } from './narrow-audit-entry.ts';

const LOG_IN = new Set(['LOGIN', 'LOGOUT']);

/** The category of an entry that names none. "CRUD" is no category: it follows from the action. */
export function toAuditCategory({ action, actor, entity, outcome }: AttributedEntry): AuditCategory {
  if (LOG_IN.has(action)) return outcome === 'error' ? 'security' : 'user_interaction';
  if (entity.type === 'access') return 'security';
  return actor.type === 'system' ? 'system' : 'configuration';
}
