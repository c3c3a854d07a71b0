import type { Recordable } from './recordable.ts';

/**
 * Records what happens to the bot's variables; the bot keeps them itself. Values are copied when they are set. The
 * step (or turn) whose variables these are gets name, before and after of everything that has changed at its end.
 */
export interface Variables {
  set(name: string, value: Recordable): void;
  delete(name: string): void;
  /** Sets every own member of an object. */
  assign(values: Readonly<Record<string, Recordable>>): void;
  /** Records all variables as they are now (`bot.variables.snapshot`), as the end of a turn that changed one does by itself. */
  snapshot(): void;
}
