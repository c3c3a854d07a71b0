import { readUidMillis } from '../record/uid-time.ts';
import { toUnixMillis } from '../time-range.ts';
import type { Step, StepCallDetail, Turn } from './conversation.ts';

/** An API call on the time line of its turn. */
export interface WaterfallCall {
  readonly call: StepCallDetail;
  /** Since the start of the turn. */
  readonly startMillis: number;
  readonly durationMillis: number;
}

/** A step on the time line of its turn. */
export interface WaterfallBar {
  /** Since the start of the turn, never negative. */
  readonly startMillis: number;
  /** Absent while its end is not stored. */
  readonly durationMillis?: number;
  readonly calls: readonly WaterfallCall[];
}

/** The steps of a turn on one time line. */
export interface Waterfall {
  /** Length of the time line, more than 0. */
  readonly totalMillis: number;
  readonly bars: ReadonlyMap<Step, WaterfallBar>;
  /** How far the clocks of the hosts disagree; 0 when order in time and order by index agree. */
  readonly skewMillis: number;
}

/** Durations are whole milliseconds, so starts counted back from ends are this inexact. */
const INEXACT_MILLIS = 2;

/**
 * Places the steps of a turn in time. Indexes are given in order of start, so a start that lies before that of the step
 * before, or outside of the turn, is a clock's fault: it is moved to where the order allows it.
 */
export function toWaterfall(turn: Turn): Waterfall {
  const spanMillis = turn.durationMillis ?? measure(turn);
  const bars = new Map<Step, WaterfallBar>();
  let skewMillis = 0;
  let earliestMillis = 0;
  for (const step of turn.steps) {
    const ownMillis = Number(step.startUnixNano - turn.startUnixNano) / 1e6;
    const latestMillis = Math.max(earliestMillis, spanMillis - (step.durationMillis ?? 0));
    const startMillis = Math.min(Math.max(ownMillis, earliestMillis), latestMillis);
    const shiftMillis = Math.abs(startMillis - ownMillis);
    if (shiftMillis > INEXACT_MILLIS) skewMillis = Math.max(skewMillis, shiftMillis);
    if (step.index !== undefined) earliestMillis = startMillis;
    bars.set(step, toBar(step, startMillis));
  }
  const ends = [...bars.values()].map((bar) => bar.startMillis + (bar.durationMillis ?? 0));
  return { totalMillis: Math.max(1, spanMillis, ...ends), bars, skewMillis };
}

/** How long a turn took whose end is not stored: as far as its steps go, in order of index. */
function measure({ steps, startUnixNano }: Turn): number {
  const ends = steps.map((step) => Number(step.startUnixNano - startUnixNano) / 1e6 + (step.durationMillis ?? 0));
  return Math.max(1, ...ends);
}

function toBar(step: Step, startMillis: number): WaterfallBar {
  const shiftMillis = startMillis - toUnixMillis(step.startUnixNano);
  const { durationMillis } = step;
  return {
    startMillis,
    ...(durationMillis === undefined ? {} : { durationMillis }),
    calls: placeCalls(step, startMillis, shiftMillis),
  };
}

/** A call's record is written at its end, and its id tells when; one whose id does not follows the call before. */
function placeCalls(step: Step, startMillis: number, shiftMillis: number): readonly WaterfallCall[] {
  const stepMillis = step.durationMillis ?? Infinity;
  let nextMillis = startMillis;
  return step.calls.map((call) => {
    const durationMillis = Math.max(0, Math.min(call.durationMs, stepMillis));
    const endUnixMillis = readUidMillis(call.uid);
    const ownMillis = endUnixMillis === undefined ? nextMillis : endUnixMillis - durationMillis + shiftMillis;
    const latestMillis = startMillis + stepMillis - durationMillis;
    const callMillis = Math.min(Math.max(ownMillis, startMillis), latestMillis);
    nextMillis = callMillis + durationMillis;
    return { call, startMillis: callMillis, durationMillis };
  });
}
