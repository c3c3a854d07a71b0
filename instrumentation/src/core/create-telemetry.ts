import type { BotTelemetry } from '../api/bot-telemetry.ts';
import type { TelemetryStats } from '../api/stats.ts';
import { createAuditRecorder } from '../audit/audit-recorder.ts';
import { emitApiCall } from '../calls/emit-api-call.ts';
import { recordFetch } from '../calls/record-fetch.ts';
import type { Unreadable } from '../json/unreadable.ts';
import { emitEvent } from './emit-event.ts';
import { emitLog } from './emit-log.ts';
import { emitSystemEvent } from './emit-system-event.ts';
import { guard, type Kernel } from './kernel.ts';
import { withKernel } from './kernel-of.ts';
import { keepAlive } from '../keep-alive.ts';
import { withDeadline } from '../with-deadline.ts';
import { recordConversation, resumeConversation } from './record-conversation.ts';

/** What a telemetry needs beside its kernel. */
export interface TelemetryLife {
  /** The program's version, for system events. */
  readonly version: string | undefined;
  readonly unreadable: Unreadable;
  readonly stats: () => Omit<TelemetryStats, 'unreadable' | 'capturePolicy'>;
  /** Rejects when the time is over. */
  readonly forceFlush: (timeoutMillis: number) => Promise<void>;
  readonly shutdown: (timeoutMillis: number) => Promise<void>;
}

const DEFAULT_TIMEOUT_MILLIS = 5_000;
/** For the rest of answers whose beginning the bot has. */
const ANSWER_MILLIS = 100;

/** The bot-facing telemetry over a kernel. */
export function createTelemetry(kernel: Kernel, life: TelemetryLife): BotTelemetry {
  const active = kernel.scopes.getStore.bind(kernel.scopes);
  const whenRecording = <Result>(where: string, run: () => Result): Result | undefined =>
    kernel.sink.isRecording() ? guard(kernel, where, run) : undefined;
  let stopped: Promise<void> | undefined;
  return withKernel(kernel, {
    get enabled() {
      return kernel.sink.isRecording();
    },
    conversation: (options = {}) => recordConversation(kernel, options),
    resume: (carrier, options = {}) => resumeConversation(kernel, carrier, options),
    log: (entry) => void whenRecording('log', () => emitLog(kernel, active(), entry)),
    fetch: (input, init) => recordFetch(kernel, active(), input, init),
    recordApiCall: (call) => whenRecording('recordApiCall', () => emitApiCall(kernel, active(), call)),
    recordEvent: (event) => whenRecording('recordEvent', () => emitEvent(kernel, active(), event)),
    audit: createAuditRecorder(kernel),
    recordFailure: (error) => {
      whenRecording('recordFailure', () => emitSystemEvent(kernel, { kind: 'failed', version: life.version, error }));
    },
    stats: () => ({
      ...life.stats(),
      unreadable: { ...life.unreadable.counts },
      capturePolicy: kernel.capture.stats,
    }),
    forceFlush: ({ timeoutMillis = DEFAULT_TIMEOUT_MILLIS } = {}) => keepAlive(flush(kernel, life, timeoutMillis)),
    shutdown: ({ timeoutMillis = DEFAULT_TIMEOUT_MILLIS } = {}) => {
      stopped ??= keepAlive(stop(kernel, life, timeoutMillis));
      return stopped;
    },
  });
}

async function flush(kernel: Kernel, life: TelemetryLife, timeoutMillis: number): Promise<void> {
  await withDeadline(kernel.pendingCalls.settled(), ANSWER_MILLIS);
  await life.forceFlush(timeoutMillis);
}

async function stop(kernel: Kernel, life: TelemetryLife, timeoutMillis: number): Promise<void> {
  await withDeadline(kernel.pendingCalls.settled(), Math.min(timeoutMillis, ANSWER_MILLIS));
  kernel.pendingCalls.stopAll();
  await kernel.pendingCalls.settled();
  guard(kernel, 'shutdown', () => emitSystemEvent(kernel, { kind: 'stopped', version: life.version }));
  try {
    await life.shutdown(timeoutMillis);
  } catch (error) {
    kernel.reportFault('shutdown', error);
  }
}
