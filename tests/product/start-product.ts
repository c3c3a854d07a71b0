import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createDirectoryUntilExit } from './directory-until-exit.ts';

/** Addresses of a running product. */
export interface ProductUrls {
  readonly ui: string;
  readonly otlp: string;
  readonly loki: string;
  readonly tempo: string;
  readonly gateway: string;
  /** The gateway's listener for data sources. */
  readonly gatewayReadOnly: string;
  readonly sidecar: string;
  /** Absent with `--no-demo`. */
  readonly demo?: string;
}

/** The whole product in processes of its own, as `npm start` runs it. */
export interface Product {
  readonly urls: ProductUrls;
  readonly dataDirectory: string;
  /** Process id of the main process: store, receiver, query APIs and workbench. */
  readonly processId: number;
  /** Asks it to end, as Ctrl-C does; resolves when all its processes are gone. */
  stop(): Promise<void>;
  /** Ends the main process as a power cut would; children end by themselves. */
  kill(): Promise<void>;
  /** What it has printed. */
  output(): string;
}

/** How to start it. */
export interface ProductOptions {
  /** Path of its `main.ts`; that of `npm start` when absent. */
  readonly program?: string;
  /** When absent, a new temporary one, which goes when this process does. */
  readonly dataDirectory?: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const PORT_VARIABLES = ['OTLP', 'LOKI', 'TEMPO', 'GATEWAY', 'GATEWAY_READ', 'UI', 'SIDECAR', 'DEMO'].map(
  (name) => `BOTSCOPE_${name}_PORT`,
);
const main = fileURLToPath(new URL('../../standalone/src/main.ts', import.meta.url));

/**
 * Starts the product on free ports and waits until it serves.
 * @throws Error with its output when it ends before.
 */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDirectory = options.dataDirectory ?? createDirectoryUntilExit('product');
  const freePorts = Object.fromEntries(PORT_VARIABLES.map((name) => [name, '0']));
  const child = fork(options.program ?? main, [...(options.args ?? [])], {
    execArgv: ['--conditions=@botscope/source', '--disable-warning=ExperimentalWarning'],
    env: { ...process.env, ...freePorts, BOTSCOPE_DATA_DIR: dataDirectory, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const urls = await waitUntilReady(child, () => output);
  const end = (signal: NodeJS.Signals) => endProcess(child, signal);
  return {
    urls,
    dataDirectory,
    processId: child.pid ?? 0,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    output: () => output,
  };
}

function waitUntilReady(child: ChildProcess, output: () => string): Promise<ProductUrls> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const { type, urls } = message as { type?: string; urls: ProductUrls };
      if (type === 'ready') resolve(urls);
    });
    child.once('exit', (code, signal) => reject(new Error(`The product ended with ${signal ?? code}:\n${output()}`)));
  });
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}
