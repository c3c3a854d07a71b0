import { fork, type ChildProcess } from 'node:child_process';
import type { LaunchedProgram } from './keep-running.ts';

/** Addresses under which a program said that it listens. */
export type ProgramUrls = Readonly<Record<string, string>>;

/** A program of the product that runs as a process of its own, and says over IPC once it listens. */
export interface ChildProgram {
  /** Name for people, e.g. `sidecar`. */
  readonly name: string;
  /** Path of its `main.ts`. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a child says over IPC once it listens. */
interface ReadyMessage {
  readonly type: 'ready';
  readonly urls: ProgramUrls;
}

const STOP_MILLIS = 8000;

function isReady(message: unknown): message is ReadyMessage {
  return typeof message === 'object' && message !== null && (message as { type?: unknown }).type === 'ready';
}

/** Starts a child. One that cannot go on has said why on its standard error. */
export function launchChild({ name, file, environment }: ChildProgram): LaunchedProgram<ProgramUrls> {
  const child = fork(file, { env: { ...environment } });
  const ended = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? String(code))));
  const ready = new Promise<ProgramUrls>((resolve, reject) => {
    child.on('message', (message) => isReady(message) && resolve(message.urls));
    void ended.then((how) => reject(new Error(`The ${name} ended with ${how} before it was ready.`)));
  });
  return { ready, ended, stop: () => endProcess(child, ended) };
}

/** Asks a process to end, then makes it. */
async function endProcess(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MILLIS);
  await ended;
  clearTimeout(force);
}
