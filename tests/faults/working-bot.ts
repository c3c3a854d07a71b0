import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TelemetryStats } from '@botscope/instrumentation';

/** What a working bot prints at its end: everything it recorded. */
export interface WorkDone {
  readonly steps: number;
  readonly changes: number;
}

/** How a working bot is at a moment. */
export interface BotState {
  readonly stats: TelemetryStats;
  readonly rssBytes: number;
}

/** A bot under steady traffic, in a process of its own. */
export interface WorkingBot {
  /** Resolves when it has delivered everything after {@link stop}; rejects when it ended in another way. */
  readonly ended: Promise<WorkDone>;
  state(): Promise<BotState>;
  stop(): void;
  /** Ends it, however it is. */
  kill(): void;
}

/** How it works. */
export interface WorkingBotOptions {
  readonly endpoint: string;
  readonly spoolDirectory: string;
  /** Default 250. */
  readonly stepsPerSecond?: number;
}

const program = fileURLToPath(new URL('./programs/working-bot.ts', import.meta.url));
const DEFAULT_STEPS_PER_SECOND = 250;
/** V8 enlarges its nursery for minutes under any steady load; that would be taken for memory that an outage costs. */
const FIXED_NURSERY = ['--min-semi-space-size=16', '--max-semi-space-size=16'];

/** Starts one. It ends with this process at the latest. */
export function startWorkingBot(options: WorkingBotOptions): WorkingBot {
  const { endpoint, spoolDirectory, stepsPerSecond = DEFAULT_STEPS_PER_SECOND } = options;
  const bot = fork(program, [endpoint, spoolDirectory, String(stepsPerSecond)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, ...FIXED_NURSERY],
  });
  const killAtExit = (): void => void bot.kill('SIGKILL');
  process.once('exit', killAtExit);
  let text = '';
  bot.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<WorkDone>((resolve, reject) => {
    bot.once('close', (code) => {
      process.removeListener('exit', killAtExit);
      if (code === 0) resolve(JSON.parse(text) as WorkDone);
      else reject(new Error(`The bot ended with ${code}.`));
    });
  });
  // Whoever fails before it waits for the end must not be told of this as well.
  ended.catch(() => undefined);
  return {
    ended,
    state: () =>
      new Promise((resolve, reject) => {
        bot.once('message', (state) => resolve(state as BotState));
        bot.send('state', (error) => error && reject(error));
      }),
    stop: () => void bot.send('stop'),
    kill: () => void bot.kill('SIGKILL'),
  };
}

/** Numbers 0 … count − 1. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}
