import type { AskCapturePolicy } from './ask-capture-policy.ts';
import type { CapturePolicyFile, KnownCapturePolicy } from './capture-policy-file.ts';
import type { CaptureRules } from './capture-rules.ts';

/** What polling works with. */
export interface CapturePolling {
  readonly rules: CaptureRules;
  readonly ask: AskCapturePolicy;
  readonly file: CapturePolicyFile;
  /** Longest time from one question to the next. */
  readonly intervalMillis: number;
  /** From 0 to 1, without 1. */
  readonly random?: () => number;
  /** Runs something later and returns what prevents it; by default a timer that keeps no process alive. */
  readonly schedule?: (run: () => void, delayMillis: number) => () => void;
}

/** Questions of many processes that started together drift apart by up to this share of the interval. */
const JITTER_SHARE = 0.2;

/**
 * Keeps rules at what the sidecar says: what was last known holds at once, then it is asked now and at every interval. An
 * answer that is none changes nothing and is counted. Returns what ends it.
 */
export function pollCapturePolicy(polling: CapturePolling): () => void {
  const poll = new CapturePoll(polling);
  poll.start();
  return () => poll.stop();
}

class CapturePoll {
  private readonly polling: Required<CapturePolling>;
  private etag: string | undefined;
  private isStopped = false;
  private cancel = (): void => {};

  constructor(polling: CapturePolling) {
    this.polling = { random: Math.random, schedule: scheduleUnreferenced, ...polling };
  }

  start(): void {
    const { rules, file } = this.polling;
    try {
      const known = file.read();
      if (known !== undefined) this.use(known);
    } catch (error) {
      rules.fail('file', (error as Error).message);
    }
    void this.ask();
  }

  stop(): void {
    this.isStopped = true;
    this.cancel();
  }

  private async ask(): Promise<void> {
    const { rules, file, ask, schedule, random, intervalMillis } = this.polling;
    this.cancel = schedule(() => void this.ask(), intervalMillis * (1 - JITTER_SHARE * random()));
    const answer = await ask(this.etag);
    if (this.isStopped) return;
    if (answer.kind === 'failed') return rules.fail(answer.reason, answer.message);
    rules.confirm();
    if (answer.kind === 'unchanged') return;
    this.use(answer);
    await file
      .write({ policy: answer.policy, etag: answer.etag })
      .catch((error: Error) => rules.fail('write', error.message));
  }

  private use({ policy, etag }: KnownCapturePolicy): void {
    this.polling.rules.use(policy);
    this.etag = etag;
  }
}

function scheduleUnreferenced(run: () => void, delayMillis: number): () => void {
  const timer = setTimeout(run, delayMillis).unref();
  return () => clearTimeout(timer);
}
