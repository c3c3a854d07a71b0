/** Plugins for Fastify: conversation headers, the acting user, log-ins and refusals. */
export { botHeaders } from './bot-headers.ts';
export { auditActor, type AuditActorOptions } from './audit-actor.ts';
export { auditDenials } from './audit-denials.ts';
export type { DenialOptions } from '../../web/record-denial.ts';
export { botOf, type BotExchange } from '../../web/bot-exchange.ts';
export { createAccessAudit } from '../../web/access-audit.ts';
export type {
  AccessAudit,
  AccessAuditOptions,
  Denial,
  Invitation,
  LogIn,
  RefusedLogIn,
} from '../../web/access-audit-options.ts';
