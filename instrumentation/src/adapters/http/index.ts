/** For servers of plain `node:http`: conversation headers, log-ins and refusals. */
export { withBotHeaders } from './with-bot-headers.ts';
export { attachBotHeaders, botOf, type BotExchange } from '../../web/bot-exchange.ts';
export { createAccessAudit } from '../../web/access-audit.ts';
export type {
  AccessAudit,
  AccessAuditOptions,
  Denial,
  Invitation,
  LogIn,
  RefusedLogIn,
} from '../../web/access-audit-options.ts';
export type { WebRequest } from '../../web/web-request.ts';
