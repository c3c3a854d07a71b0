import { toSeverityNumber, type CaptureLevel, type ResolvedCapture } from '@botscope/conventions';

/** What holds at a place, ready for use. */
export interface CaptureDecision extends ResolvedCapture {
  /** Severity number below which log actions are not logged. */
  readonly minSeverityNumber: number;
  /** Spans ask the Collector's tail sampling to keep their trace. */
  readonly isKept: boolean;
}

/** A decision of what was resolved for a place. */
export function toCaptureDecision(resolved: ResolvedCapture): CaptureDecision {
  const { minLevel, sampling } = resolved;
  return { ...resolved, minSeverityNumber: toSeverityNumber(minLevel), isKept: sampling === 'full' };
}

/** Whether content is recorded, now that it is known whether its subject has failed. */
export function keepsContent(level: CaptureLevel, hasFailed: boolean): boolean {
  return level === 'on' || (hasFailed && level === 'errors');
}
