import { spawn } from 'node:child_process';

/** What a program was run with, and what became of it. */
export interface Run {
  readonly output: string;
  readonly code: number | null;
}

/** Far beyond what anything here takes, also on a busy machine. */
const LIMIT_MILLIS = 900_000;

/** Runs a program to its end; never rejects. */
export function run(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], {
      cwd,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MILLIS,
      killSignal: 'SIGKILL',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ output: error.message, code: 1 }));
    child.on('close', (code) => resolve({ output, code }));
  });
}

/** As {@link run}. @throws Error with the output when the program fails */
export async function runWell(...args: Parameters<typeof run>): Promise<string> {
  const { output, code } = await run(...args);
  if (code === 0) return output;
  throw new Error(`${args[1].slice(0, 3).join(' ')} in ${args[2].cwd} ended with ${code ?? 'a signal'}:\n${output}`);
}

const QUIET = [
  '--no-fund',
  '--no-audit',
  '--no-update-notifier',
  '--ignore-scripts',
  '--prefer-offline',
  '--loglevel=error',
];

/** Runs npm: the one that runs this, when one does. */
export function npm(args: readonly string[], cwd: string): Promise<string> {
  const cli = process.env['npm_execpath'] ?? '';
  const [program, first] = cli.endsWith('npm-cli.js') ? [process.execPath, [cli]] : ['npm', []];
  return runWell(program, [...first, ...args, ...QUIET], { cwd });
}
