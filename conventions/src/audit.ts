/** Values of `bot.audit.action` that the filter always offers; others are recorded and shown as they come. */
export const AUDIT_ACTIONS = ['CREATED', 'UPDATED', 'DELETED', 'INVITED', 'ACCEPTED', 'LOGIN', 'LOGOUT'] as const;

/** Values of `bot.audit.category`. "CRUD" is derived from the action and is no category. */
export const AUDIT_CATEGORIES = [
  'user_interaction',
  'system',
  'configuration',
  'security',
  'file_access',
  'db_transaction',
  'admin',
] as const;
/** Value of `bot.audit.category`. */
export type AuditCategory = (typeof AUDIT_CATEGORIES)[number];

/** Values of `bot.audit.actor.type`. */
export const ACTOR_TYPES = ['user', 'system', 'api_key'] as const;
/** Value of `bot.audit.actor.type`. */
export type ActorType = (typeof ACTOR_TYPES)[number];
