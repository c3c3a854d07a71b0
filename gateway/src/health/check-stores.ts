import { TENANTS, type HealthPart, type Tenant } from '@botscope/conventions';
import type { GatewayConfig } from '../config.ts';
import { describeOneTenant } from '../describe-one-tenant.ts';
import { toBaseUrl, toUpstreamHeaders } from '../upstream.ts';
import { probeUpstream, type Fault } from './probe-upstream.ts';

const TIMEOUT_MILLIS = 3_000;
const NANOS_PER_MILLI = 1_000_000n;
const RANGE_MILLIS = 60_000;

async function askLoki(tenant: Tenant, config: GatewayConfig, nowMillis: number): Promise<Fault | undefined> {
  const now = BigInt(nowMillis) * NANOS_PER_MILLI;
  const range = new URLSearchParams({ start: String(now - BigInt(RANGE_MILLIS) * NANOS_PER_MILLI), end: String(now) });
  const result = await probeUpstream({
    name: 'loki',
    url: `${toBaseUrl('loki', config)}/loki/api/v1/labels?${range.toString()}`,
    headers: toUpstreamHeaders('loki', tenant, config),
    timeoutMillis: TIMEOUT_MILLIS,
  });
  return 'fault' in result ? result.fault : undefined;
}

async function checkLoki(config: GatewayConfig, nowMillis: number): Promise<HealthPart> {
  const tenants = config.lokiTenant === undefined ? TENANTS : (['bots'] as const);
  const faults = await Promise.all(tenants.map((tenant) => askLoki(tenant, config, nowMillis)));
  const index = faults.findIndex((fault) => fault !== undefined);
  const fault = faults[index];
  if (fault === undefined) return { name: 'Loki', state: 'ok' };
  const isOne = faults.filter((one) => one !== undefined).length < tenants.length;
  return {
    name: 'Loki',
    state: 'down',
    reason: isOne ? `Tenant ${tenants[index]}: ${fault.reason}` : fault.reason,
    fix: fault.fix,
  };
}

async function checkTempo(config: GatewayConfig, nowMillis: number): Promise<HealthPart> {
  const end = Math.floor(nowMillis / 1000);
  const search = new URLSearchParams({ q: '{}', limit: '1', start: String(end - 60), end: String(end) });
  const result = await probeUpstream({
    name: 'tempo',
    url: `${toBaseUrl('tempo', config)}/api/search?${search.toString()}`,
    headers: toUpstreamHeaders('tempo', 'bots', config),
    timeoutMillis: TIMEOUT_MILLIS,
  });
  if (!('fault' in result)) return { name: 'Tempo', state: 'ok' };
  const { reason, fix } = result.fault;
  return {
    name: 'Tempo',
    state: 'degraded',
    reason: `${reason} Pages go on without it; only traces are missing.`,
    fix,
  };
}

/** The gateway itself and the stores as it reaches them. Those who ask at the same time share one check. */
export function createStoreCheck(config: GatewayConfig, clock: () => number): () => Promise<readonly HealthPart[]> {
  const own: HealthPart = {
    name: 'gateway',
    state: 'ok',
    ...(config.lokiTenant === undefined ? {} : { reason: describeOneTenant(config) }),
  };
  const check = async (): Promise<readonly HealthPart[]> => [
    own,
    ...(await Promise.all([checkLoki(config, clock()), checkTempo(config, clock())])),
  ];
  let running: Promise<readonly HealthPart[]> | undefined;
  return () => (running ??= check().finally(() => (running = undefined)));
}
