/** Audits what goes through TypeORM. */
export { auditTypeOrm } from './audit-type-orm.ts';
export type { EntityAuditOptions, OrmAuditOptions } from '../../audit/orm-audit-options.ts';
