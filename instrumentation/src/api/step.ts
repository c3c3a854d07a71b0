import type { ApiCall, Person, RecordedFetch } from './api-call.ts';
import type { ControllerState } from './bot.ts';
import type { LogEntry } from './log-entry.ts';
import type { Recordable } from './recordable.ts';
import type { Variables } from './variables.ts';
import type { CarrierSource } from './wait-carrier.ts';

/** What a step is. */
export interface StepOptions {
  /** Configured id; makes the "view node" link. */
  readonly id: string;
  readonly name?: string;
  /** Kind of node, such as `message`, `condition`, `form`, `api`. */
  readonly type?: string;
  readonly input?: Recordable;
}

/** What a script step is. */
export interface ScriptOptions {
  readonly id: string;
  readonly name?: string;
  readonly input?: Recordable;
  /** Source text of the script; the lines around the one that threw are kept. */
  readonly source?: string;
}

/** One step while it runs. After its end all members do nothing. */
export interface Step extends CarrierSource {
  /** 1, 2, 3 … in the turn; 0 when nothing records. */
  readonly index: number;
  readonly variables: Variables;
  log(entry: LogEntry): void;
  readonly fetch: RecordedFetch;
  /** Records a call made by other means; returns the record's uid, or undefined when nothing records. */
  recordApiCall(call: ApiCall): string | undefined;
  setInput(value: Recordable): void;
  /** In place of what the step's function returns. */
  setOutput(value: Recordable): void;
  /** Id of the step that follows. */
  setNext(stepId: string): void;
  /** State of the controller after this step; `running` when never called. */
  setState(state: ControllerState): void;
  /** Marks the step as failed without throwing. */
  fail(error: unknown): void;
}

/** A step that hands the conversation over to a human agent. */
export interface HandOverStep extends Step {
  /** Who has taken over. */
  setAgent(agent: Person): void;
}

/** Console of a script step; lines are kept in the step's record. */
export interface ScriptConsole {
  debug(...values: readonly unknown[]): void;
  log(...values: readonly unknown[]): void;
  info(...values: readonly unknown[]): void;
  warn(...values: readonly unknown[]): void;
  error(...values: readonly unknown[]): void;
}

/** A step that runs a script: with a console, and an exception record with all variables when it throws. */
export interface ScriptStep extends Step {
  readonly console: ScriptConsole;
}
