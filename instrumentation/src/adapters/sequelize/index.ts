/** Audits what goes through Sequelize. */
export { auditSequelize } from './audit-sequelize.ts';
export type { EntityAuditOptions, OrmAuditOptions } from '../../audit/orm-audit-options.ts';
