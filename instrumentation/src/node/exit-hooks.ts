/** What has to happen when the process ends without a shutdown. */
export interface ExitHooks {
  /** The process dies of an exception that nobody caught. */
  readonly onFailure: ((error: unknown) => void) | undefined;
  /** The last moment, with the exit code; only synchronous work counts. */
  readonly onExit: (code: number) => void;
}

/** Hooks of every telemetry of the process, in the order of their starts. */
const installed = new Set<ExitHooks>();

/**
 * Installs hooks that change nothing about how the process ends; returns what removes them. However many are installed,
 * the process has one listener for each event: Node.js warns of more than ten.
 */
export function installExitHooks(hooks: ExitHooks): () => void {
  if (installed.size === 0) {
    process.on('exit', exit);
    process.on('uncaughtExceptionMonitor', fail);
  }
  installed.add(hooks);
  return () => {
    if (!installed.delete(hooks) || installed.size > 0) return;
    process.off('exit', exit);
    process.off('uncaughtExceptionMonitor', fail);
  };
}

function exit(code: number): void {
  for (const { onExit } of installed) onExit(code);
}

function fail(error: unknown): void {
  for (const { onFailure } of installed) onFailure?.(error);
}
