import {
  ATTR_BOT_ID,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  ATTR_RETENTION,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
} from './attributes.ts';

/** Values of `bot.record.kind`. A record without one is a `log`. */
export const RECORD_KINDS = ['conversation', 'step', 'log', 'api', 'audit', 'alert'] as const;
/** Value of `bot.record.kind`. */
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Loki tenants (`X-Scope-OrgID`), one per permission domain. */
export const TENANTS = ['bots', 'api', 'audit'] as const;
/** A Loki tenant. */
export type Tenant = (typeof TENANTS)[number];

/** Which tenant stores a kind. */
export const TENANT_OF_KIND: Readonly<Record<RecordKind, Tenant>> = {
  conversation: 'bots',
  step: 'bots',
  log: 'bots',
  api: 'api',
  alert: 'api',
  audit: 'audit',
};

/** Values of `bot.outcome`. */
export const OUTCOMES = ['success', 'error'] as const;
/** Value of `bot.outcome`. */
export type Outcome = (typeof OUTCOMES)[number];

/** Value of `bot.retention` on copies kept long. */
export const RETENTION_PINNED = 'pinned';

/** Resource attributes that Loki indexes as labels. */
export const INDEXED_RESOURCE_ATTRIBUTES = [
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
] as const;

/** Log attributes that Loki indexes as labels. */
export const INDEXED_LOG_ATTRIBUTES = [ATTR_RECORD_KIND, ATTR_OUTCOME, ATTR_BOT_ID, ATTR_RETENTION] as const;

/** Retention classes, first match wins; days kept. The same rules stand in Loki's `retention_stream`. */
export const RETENTION_CLASSES = [
  { name: 'pinned', days: 730 },
  { name: 'audit', days: 1825 },
  { name: 'api-error', days: 30 },
  { name: 'api-success', days: 7 },
  { name: 'bots', days: 31 },
] as const;
/** Name of a retention class of records. */
export type RetentionClass = (typeof RETENTION_CLASSES)[number]['name'];

/** Days that spans are kept. */
export const SPAN_RETENTION_DAYS = 31;

/** The retention class of a record, as `loki.yaml` decides it by stream labels. */
export function toRetentionClass(kind: string, outcome: string, retention: string | undefined): RetentionClass {
  if (retention === RETENTION_PINNED) return 'pinned';
  if (kind === 'audit') return 'audit';
  if (kind === 'api') return outcome === 'error' ? 'api-error' : 'api-success';
  return 'bots';
}

/** Days that records of a class are kept. */
export function retentionDays(name: RetentionClass): number {
  return RETENTION_CLASSES.find((c) => c.name === name)?.days ?? 31;
}
