import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { LaunchedProgram } from '@botscope/standalone';
import type { ServerCommand } from '../backends/run/server-command.ts';

/** A server that is not ours, as it is started here. */
export interface Server {
  /** Begins a sentence about it, e.g. `The Collector`. */
  readonly subject: string;
  readonly command: ServerCommand;
  /** File for what it prints; begun anew unless `isRestart`. */
  readonly logFile: string;
  readonly isRestart: boolean;
  /** Whether it serves by now. */
  readonly isServing: () => Promise<boolean>;
}

/**
 * Runs the program, and kills it once the pipe on standard input breaks: a server that knows nothing of us would outlive
 * us when we are killed.
 */
const LIFELINE = `
exec 3<&0
trap 'told=yes; kill -TERM $program 2>/dev/null' TERM
"$@" <&- 3<&- &
program=$!
if [ -n "$told" ]; then kill -TERM $program; fi
{ read -r nothing <&3; kill -KILL $program; } 2>/dev/null &
watcher=$!
wait $program
code=$?
while kill -0 $program 2>/dev/null; do wait $program; code=$?; done
kill $watcher 2>/dev/null
exit $code
`;

const START_MILLIS = 120_000;
const STOP_MILLIS = 20_000;
const PAUSE_MILLIS = 50;
const LAST_LINES = 8;

/** Starts a server. A Ctrl-C in the terminal does not reach it: it is stopped after those who still send to it. */
export function launchServer(server: Server): LaunchedProgram<true> {
  const child = spawnServer(server);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`${signal ?? nameExit(code)} (its log: ${server.logFile})`));
  });
  return { ready: waitUntilServing(server, child, ended), ended, stop: () => stop(child, ended) };
}

function spawnServer({ command: { program, args, environment }, logFile, isRestart }: Server): ChildProcess {
  const log = openSync(logFile, isRestart ? 'a' : 'w');
  try {
    return spawn('/bin/sh', ['-c', LIFELINE, program, program, ...args], {
      env: { ...process.env, ...environment },
      stdio: ['pipe', log, log],
      detached: true,
    });
  } finally {
    closeSync(log);
  }
}

/** A shell ends with 128 and the number of the signal that ended its program. */
function nameExit(code: number | null): string {
  const number = (code ?? 0) - 128;
  const signal = Object.entries(constants.signals).find(([, value]) => value === number);
  return signal?.[0] ?? String(code);
}

async function waitUntilServing(server: Server, child: ChildProcess, ended: Promise<string>): Promise<true> {
  const { subject, isServing } = server;
  let how: string | undefined;
  void ended.then((ending) => (how = ending));
  const deadline = Date.now() + START_MILLIS;
  while (!(await isServing())) {
    if (how !== undefined) throw new Error(`${subject} ended with ${how} before it served:\n${readLastLines(server)}`);
    if (Date.now() > deadline) {
      await stop(child, ended);
      throw new Error(`${subject} did not serve within ${START_MILLIS / 1000} s:\n${readLastLines(server)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
  return true;
}

function readLastLines({ logFile }: Server): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  return lines.slice(-LAST_LINES).join('\n');
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const force = setTimeout(() => child.stdin?.destroy(), STOP_MILLIS);
  await ended;
  clearTimeout(force);
}
