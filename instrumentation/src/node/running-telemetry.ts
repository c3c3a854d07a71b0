import { ConfigurationError } from '@botscope/conventions';

const KEY = Symbol.for('botscope.instrumentation.running');
const holder = globalThis as { [KEY]?: boolean };

/**
 * Keeps a process from starting its telemetry twice by mistake: both would record every crash and every run-time sample.
 * @throws ConfigurationError when another telemetry has claimed the process
 */
export function refuseSecondStart(): void {
  if (holder[KEY] !== true) return;
  throw new ConfigurationError([
    'startBotTelemetry was called before in this process, and that telemetry has not been shut down. Use the one that it returned, or give global: false for a further one that keeps to itself.',
  ]);
}

/** Claims the process for a telemetry; returns what lets go of it. */
export function claimProcess(): () => void {
  holder[KEY] = true;
  return () => {
    holder[KEY] = false;
  };
}
