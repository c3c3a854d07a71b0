import { spawn } from 'node:child_process';
import type { Tenant } from '@botscope/conventions';

/** What a run of logcli said. */
export interface LogcliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A logcli to ask a store with. */
export interface LogcliTarget {
  readonly program: string;
  readonly url: string;
  readonly tenant: Tenant;
}

const TIMEOUT_MILLIS = 60_000;

function start({ program, url, tenant }: LogcliTarget, args: readonly string[]) {
  const child = spawn(program, [`--addr=${url}`, `--org-id=${tenant}`, '--timezone=UTC', ...args], {
    env: { HOME: '/nonexistent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  let look = (): void => undefined;
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      look();
    });
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MILLIS);
  let isOver = false;
  const over = new Promise<LogcliRun>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      isOver = true;
      look();
      resolve({ code, ...output });
    });
  });
  const until = async (holds: (output: Omit<LogcliRun, 'code'>) => boolean): Promise<void> => {
    while (!holds(output)) {
      if (isOver) throw new Error(`logcli ${args.join(' ')} ended before: ${output.stderr}`);
      await new Promise<void>((resolve) => (look = resolve));
    }
  };
  return { child, over, until };
}

/** Runs logcli to its end. */
export function runLogcli(target: LogcliTarget, args: readonly string[]): Promise<LogcliRun> {
  return start(target, args).over;
}

/** A logcli that goes on until it is told to end. */
export interface RunningLogcli {
  /** Resolves once its output holds what is waited for. @throws Error when it ends before */
  until(holds: (output: Omit<LogcliRun, 'code'>) => boolean): Promise<void>;
  stop(): Promise<LogcliRun>;
}

/** Starts a logcli that tails. */
export function startLogcli(target: LogcliTarget, args: readonly string[]): RunningLogcli {
  const { child, over, until } = start(target, args);
  return {
    until,
    stop: () => {
      child.kill('SIGINT');
      return over;
    },
  };
}
