/** A process that was started. */
export interface LaunchedProgram<Ready> {
  /** What it says once it serves; rejects when it ends before. */
  readonly ready: Promise<Ready>;
  /** Its exit code or signal, once it is gone. */
  readonly ended: Promise<string>;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
}

/** A program that is started again when it ends by itself. */
export interface KeptProgram<Ready> {
  /** What it said at its first start. */
  readonly ready: Ready;
  /** Ends it for good; resolves when it is gone. */
  stop(): Promise<void>;
}

/** What is kept running, and how. */
export interface KeepRunningOptions<Ready> {
  /** Begins a sentence about it, e.g. `The sidecar`. */
  readonly subject: string;
  /** Starts the process; is given what it said at its first start when this is another one. */
  readonly launch: (first?: Ready) => LaunchedProgram<Ready>;
  /** Aborted once everything is to end: a program that ends then, by a Ctrl-C that reached it too, stays ended. */
  readonly ending?: AbortSignal;
  readonly log: (line: string) => void;
}

const FIRST_RESTART_MILLIS = 1000;
const LONGEST_RESTART_MILLIS = 60_000;

/**
 * Starts a program and keeps it running: one that ends by itself is reported and started again, later each time.
 * @throws Error when the first start fails.
 */
export async function keepRunning<Ready>(options: KeepRunningOptions<Ready>): Promise<KeptProgram<Ready>> {
  const { subject, launch, log } = options;
  const stopping = new AbortController();
  const isEnding = () => stopping.signal.aborted || options.ending?.aborted === true;
  let timer: NodeJS.Timeout | undefined;
  let waitMillis = FIRST_RESTART_MILLIS;
  let program = launch();
  const ready = await program.ready;

  const restartLater = () => {
    timer = setTimeout(() => void restart(), waitMillis);
    waitMillis = Math.min(waitMillis * 2, LONGEST_RESTART_MILLIS);
  };
  const restart = async () => {
    program = launch(ready);
    try {
      await program.ready;
    } catch {
      if (!isEnding()) restartLater();
      return;
    }
    log(`${subject} runs again.`);
    void watch();
  };
  const watch = async () => {
    const launchedAt = Date.now();
    const ending = await program.ended;
    if (isEnding()) return;
    if (Date.now() - launchedAt > LONGEST_RESTART_MILLIS) waitMillis = FIRST_RESTART_MILLIS;
    log(`${subject} ended with ${ending}; it is started again in ${waitMillis / 1000} s.`);
    restartLater();
  };
  void watch();
  return {
    ready,
    stop: () => {
      stopping.abort();
      clearTimeout(timer);
      return program.stop();
    },
  };
}
