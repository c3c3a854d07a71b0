import { fork, type ChildProcess } from 'node:child_process';

/** A program of the product that runs as a process of its own. */
export interface ChildProgram {
  /** Addresses under which the program said that it listens. */
  readonly urls: Readonly<Record<string, string>>;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
}

/** What a child says over IPC once it listens. */
interface ReadyMessage {
  readonly type: 'ready';
  readonly urls: Readonly<Record<string, string>>;
}

/** How to start a child. */
export interface ChildProgramOptions {
  /** Name for people, e.g. `sidecar`. */
  readonly name: string;
  /** Path of its `main.ts`. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Variables for a restart, e.g. the port that was taken first. */
  readonly restartEnvironment?: (urls: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** Aborted once everything is to end: a child that ends then, by a Ctrl-C that reached it too, stays ended. */
  readonly ending?: AbortSignal;
  readonly log: (line: string) => void;
}

const FIRST_RESTART_MILLIS = 1000;
const LONGEST_RESTART_MILLIS = 60_000;
const STOP_MILLIS = 8000;

function isReady(message: unknown): message is ReadyMessage {
  return typeof message === 'object' && message !== null && (message as { type?: unknown }).type === 'ready';
}

/**
 * Starts a child and keeps it running: one that ends by itself is reported and started again, later each time.
 * @throws Error when the first start fails; the child has said why on its standard error.
 */
export async function startChildProgram(options: ChildProgramOptions): Promise<ChildProgram> {
  const stopping = new AbortController();
  const isEnding = () => stopping.signal.aborted || options.ending?.aborted === true;
  let child: ChildProcess;
  let timer: NodeJS.Timeout | undefined;
  let waitMillis = FIRST_RESTART_MILLIS;

  const launch = (extra: Readonly<Record<string, string>>) =>
    new Promise<ReadyMessage>((resolve, reject) => {
      child = fork(options.file, { env: { ...options.environment, ...extra } });
      child.once('message', (message) => isReady(message) && resolve(message));
      child.once('exit', (code, signal) =>
        reject(new Error(`The ${options.name} ended with ${signal ?? code} before it was ready.`)),
      );
    });

  const keepRunning = (ready: ReadyMessage) => {
    const launchedAt = Date.now();
    child.once('exit', (code, signal) => {
      if (isEnding()) return;
      if (Date.now() - launchedAt > LONGEST_RESTART_MILLIS) waitMillis = FIRST_RESTART_MILLIS;
      options.log(`The ${options.name} ended with ${signal ?? code}; it is started again in ${waitMillis / 1000} s.`);
      timer = setTimeout(() => void relaunch(ready), waitMillis);
      waitMillis = Math.min(waitMillis * 2, LONGEST_RESTART_MILLIS);
    });
  };

  const relaunch = async (ready: ReadyMessage): Promise<void> => {
    try {
      keepRunning(await launch(options.restartEnvironment?.(ready.urls) ?? {}));
      options.log(`The ${options.name} runs again.`);
    } catch {
      if (!isEnding()) timer = setTimeout(() => void relaunch(ready), waitMillis);
    }
  };

  const ready = await launch({});
  keepRunning(ready);
  return {
    urls: ready.urls,
    stop: () => {
      stopping.abort();
      clearTimeout(timer);
      return endProcess(child);
    },
  };
}

/** Asks a process to end, then makes it. */
async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MILLIS);
  await gone;
  clearTimeout(force);
}
