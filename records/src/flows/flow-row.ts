/** What names a flow among all. */
export interface FlowKey {
  /** Empty when its records name no bot. */
  readonly bot: string;
  /** Empty when its records name no environment. */
  readonly environment: string;
  /** `bot.flow.id`. */
  readonly id: string;
}

/** Which flows are looked at. */
export interface FlowFilter {
  readonly bot?: string;
  readonly environment?: string;
}

/** A flow in a range of time. Durations in milliseconds. */
export interface FlowRow {
  readonly key: FlowKey;
  readonly name?: string;
  /** What began it, the most frequent first: `intent`, `event`, `button`, `api`. */
  readonly triggers: readonly string[];
  /** Times that it came to its end. */
  readonly runCount: number;
  readonly errorCount: number;
  /** Turns begun by it after which the bot neither waited for somebody nor had ended the conversation. */
  readonly dropOffCount: number;
  readonly medianMillis?: number;
  readonly p95Millis?: number;
  readonly slowestStep?: { readonly id: string; readonly name?: string; readonly millis: number };
  readonly lastSeen: LastSeen | undefined;
}

/** When something was last seen: at this moment, or at some time before it. */
export interface LastSeen {
  readonly unixNano: bigint;
  readonly isExact: boolean;
}

/** A step of a flow in a range of time. Durations in milliseconds. */
export interface FlowStepRow {
  /** `bot.step.id`. */
  readonly id: string;
  readonly name?: string;
  readonly type?: string;
  /** Times that it was reached. */
  readonly reachedCount: number;
  readonly errorCount: number;
  /** Drop-offs of the flow whose last step it was, among those that were looked at. */
  readonly dropOffCount: number;
  readonly medianMillis?: number;
  readonly p95Millis?: number;
  readonly slowest?: FlowExample;
  /** A drop-off at this step, the newest. */
  readonly dropOff?: FlowExample;
}

/** A turn to look at. */
export interface FlowExample {
  readonly conversationId?: string;
  readonly turnId: string;
  readonly stepIndex?: number;
  readonly unixMillis: number;
  readonly durationMillis?: number;
}
