import { EVENT_RUNTIME_SAMPLED, type RuntimeQueueCounters, type RuntimeSampleBody } from '@botscope/conventions';
import type { CapturePolicyStats } from '../api/capture-policy.ts';
import type { QueueStats, TelemetryStats } from '../api/stats.ts';
import { AttributeList } from '../record/attribute-list.ts';
import { emitRecord } from './emit-record.ts';
import type { Kernel } from './kernel.ts';

/** What a process uses: `rss` and `heap` in bytes, `cpu` in cores. */
export type ProcessUsage = Pick<RuntimeSampleBody, 'rss' | 'heap' | 'eventLoopP99Ms' | 'cpu'>;

/** Emits what the process uses and what has become of its records so far. */
export function emitRuntimeSample(
  kernel: Kernel,
  usage: ProcessUsage,
  {
    records,
    audit,
    spans,
    unreadable,
    capturePolicy,
  }: Pick<TelemetryStats, 'records' | 'audit' | 'spans' | 'unreadable' | 'capturePolicy'>,
): void {
  const body: RuntimeSampleBody = {
    ...usage,
    spool: { depth: records.spooled + audit.spooled, lagMs: Math.max(records.lagMillis, audit.lagMillis) },
    counters: {
      records: toCounters(records),
      audit: toCounters(audit),
      spans,
      unreadable: sum(unreadable),
    },
    capturePolicy: toPolicy(capturePolicy),
  };
  emitRecord(kernel, {
    event: EVENT_RUNTIME_SAMPLED,
    kind: 'log',
    level: 'debug',
    common: kernel.common,
    span: undefined,
    attributes: new AttributeList(),
    body: JSON.stringify(body),
  });
}

function toPolicy({ version, rules, failed }: CapturePolicyStats): RuntimeSampleBody['capturePolicy'] {
  return { ...(version === undefined ? {} : { version }), rules, failed: sum(failed) };
}

function toCounters({ emitted, delivered, quarantined, dropped }: QueueStats): RuntimeQueueCounters {
  return { emitted, delivered, quarantined, dropped: sum(dropped) };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
