import { AsyncLocalStorage } from 'node:async_hooks';
import { diag, type Tracer } from '@opentelemetry/api';
import type { CommonOptions } from '../api/options.ts';
import { PendingCalls } from '../calls/pending-calls.ts';
import { recordOutgoingCalls } from '../calls/record-outgoing-calls.ts';
import { createJsonWriter } from '../json/to-json-text.ts';
import type { Unreadable } from '../json/unreadable.ts';
import { CaptureRules } from '../policy/capture-rules.ts';
import type { CaptureProcess } from '../policy/capture-table.ts';
import { nextUid, nextUnixNano } from '../record/process-order.ts';
import type { RecordSink } from '../record/record-sink.ts';
import { createRuledSink } from '../record/ruled-sink.ts';
import { createFieldRules } from '../redaction/field-rules.ts';
import { createRedactor } from '../redaction/redactor.ts';
import type { ActiveScope } from './active-scope.ts';
import { ConversationMemory } from './conversation-memory.ts';
import type { Kernel } from './kernel.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { toBotAttributes } from './open-conversation.ts';

/**
 * The services of one telemetry. Faults are counted in `unreadable` under `fault: <where>`. `process`: where it runs, for the
 * capture policy.
 */
export function createKernel(
  options: CommonOptions,
  sink: RecordSink,
  tracer: Tracer,
  unreadable: Unreadable,
  process: CaptureProcess = {},
): Kernel {
  const redactor = createRedactor(options.redaction);
  const fields = createFieldRules(options.redaction?.fields, {
    print: redactor.print,
    count: (reason) => unreadable.count(reason),
  });
  const kernel: Kernel = {
    sink: fields === undefined ? sink : createRuledSink(sink, fields),
    tracer,
    scopes: new AsyncLocalStorage<ActiveScope>(),
    conversations: new ConversationMemory(),
    clock: nextUnixNano,
    nextUid,
    nowMillis: Date.now,
    monotonicMillis: () => performance.now(),
    json: createJsonWriter(redactor, unreadable),
    redactor,
    fields,
    hasPseudonyms: options.redaction?.pseudonyms === true,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    capture: new CaptureRules(options.capturePolicy?.rules ?? [], process),
    bot: options.bot,
    carrierKey: options.carrierKey,
    common: toBotAttributes(options.bot),
    pendingCalls: new PendingCalls(),
    fetch: (input, init) => globalThis.fetch(input, init),
    reportFault: createFaultReport(unreadable),
  };
  if (options.recordOutgoingCalls === true) recordOutgoingCalls(kernel);
  return kernel;
}

/** Counts every fault and tells OTel's diagnostics the first of each kind. */
function createFaultReport(unreadable: Unreadable): Kernel['reportFault'] {
  return (where, error) => {
    const kind = `fault: ${where}`;
    if (unreadable.counts[kind] === undefined) diag.error(`@botscope/instrumentation: ${where} failed`, error);
    unreadable.count(kind);
  };
}
