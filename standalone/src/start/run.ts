/** Something to do when a run ends. */
export type StopStep = () => Promise<void> | void;

/** What the parts of a run share. */
export interface Run {
  readonly log: (line: string) => void;
  /** Aborted when everything is to end. */
  readonly ending: AbortSignal;
  /** Steps are taken in reverse order. */
  readonly onStop: (step: StopStep) => void;
}

/** What a run has started. */
export interface Running<Parts> {
  readonly parts: Parts;
  /** Stops what was started last first. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts parts one after another.
 * @throws what `start` throws, once what was started before is stopped again.
 */
export async function startRun<Parts>(
  log: (line: string) => void,
  start: (run: Run) => Promise<Parts>,
): Promise<Running<Parts>> {
  const stops: StopStep[] = [];
  const ending = new AbortController();
  const stop = async () => {
    ending.abort();
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const parts = await start({ log, ending: ending.signal, onStop: (step) => void stops.push(step) });
    return { parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
