import { spawn } from 'node:child_process';

/** A program that runs until it is told to end. */
export interface RunningProcess {
  readonly processId: number;
  /** Asks it to end; resolves when it is gone. */
  stop(): Promise<void>;
  /** Ends it with `kill -9`. */
  kill(): Promise<void>;
  /** The end of what it has printed. */
  output(): string;
}

const KEPT_CHARACTERS = 20_000;

/** Starts a program. It ends with this process at the latest. */
export function startProcess(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): RunningProcess {
  const child = spawn(program, [...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-KEPT_CHARACTERS)));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const killAtExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone;
    process.removeListener('exit', killAtExit);
  };
  return {
    processId: child.pid ?? 0,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    output: () => output,
  };
}
