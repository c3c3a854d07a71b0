/** What has to happen when the process ends without a shutdown. */
export interface ExitHooks {
  /** The process dies of an exception that nobody caught. */
  readonly onFailure: ((error: unknown) => void) | undefined;
  /** The last moment, with the exit code; only synchronous work counts. */
  readonly onExit: (code: number) => void;
}

/** Installs hooks that change nothing about how the process ends; returns what removes them. */
export function installExitHooks({ onFailure, onExit }: ExitHooks): () => void {
  process.on('exit', onExit);
  if (onFailure !== undefined) process.on('uncaughtExceptionMonitor', onFailure);
  return () => {
    process.off('exit', onExit);
    if (onFailure !== undefined) process.off('uncaughtExceptionMonitor', onFailure);
  };
}
