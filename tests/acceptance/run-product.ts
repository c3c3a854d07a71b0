import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ADDRESSES } from '@botscope/conventions';
import { onTestFinished } from 'vitest';
import { listProcesses, type RunningProcess } from '../product/process-list.ts';
import type { ProductUrls } from '../product/start-product.ts';

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The product's main process, in a process group of its own together with all that it starts. */
export interface RunningProduct {
  readonly processId: number;
  /** Resolves once everything listens. Rejects with the output when it ends before. */
  readonly ready: Promise<ProductUrls>;
  /** End of the main process. */
  readonly ended: Promise<Ending>;
  /** What it and its children have printed. */
  output(): string;
  /** Sends a signal to the main process. */
  kill(signal: NodeJS.Signals): void;
  /** Sends a signal to all processes at once, as a terminal does with Ctrl-C. */
  killAll(signal: NodeJS.Signals): void;
  /** Its processes that still run, the main process among them. */
  processes(): readonly RunningProcess[];
}

/** How to start it. */
export interface RunOptions {
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const main = fileURLToPath(new URL('../../standalone/src/main.ts', import.meta.url));
const freePorts = Object.fromEntries(Object.values(ADDRESSES).map(({ portVariable }) => [portVariable, '0']));

/** A new data directory; it goes when the test is over and what it has started since has ended. */
export function newDataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-acceptance-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 10 }));
  return directory;
}

/** Starts the product without the demo, on free ports and in a new data directory unless told otherwise. */
export function runProduct({ args = ['--no-demo'], environment = {} }: RunOptions = {}): RunningProduct {
  const child = fork(main, [...args], {
    execArgv: ['--conditions=@botscope/source', '--disable-warning=ExperimentalWarning'],
    env: { ...process.env, ...freePorts, BOTSCOPE_DATA_DIR: newDataDirectory(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  const processId = child.pid ?? 0;
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<Ending>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  const ready = new Promise<ProductUrls>((resolve, reject) => {
    child.on('message', (message) => resolve((message as { urls: ProductUrls }).urls));
    void ended.then(({ code, signal }) => reject(new Error(`The product ended with ${signal ?? code}:\n${output}`)));
  });
  ready.catch(() => undefined);
  const processes = () => listProcesses().filter(({ groupId }) => groupId === processId);
  const killAll = (signal: NodeJS.Signals) => {
    if (processes().length > 0) process.kill(-processId, signal);
  };
  onTestFinished(() => killAll('SIGKILL'));
  return {
    processId,
    ready,
    ended,
    output: () => output,
    kill: (signal) => child.kill(signal),
    killAll,
    processes,
  };
}

/** Starts what must not start. Gives its output once it has ended, and what of it still ran then. */
export async function failToStart(
  options: RunOptions,
): Promise<Ending & { readonly output: string; readonly leftRunning: readonly RunningProcess[] }> {
  const product = runProduct(options);
  const ending = await product.ended;
  return { ...ending, output: product.output(), leftRunning: product.processes() };
}

/** Takes a port for the time of a test. */
export async function takePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return String(typeof address === 'object' && address !== null ? address.port : 0);
}
