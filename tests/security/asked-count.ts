import type { RawAnswer } from '../browser/send-raw.ts';

/** Counts requests and keeps those that were answered otherwise than they must be. */
export interface AskedCount {
  /** Checks an answer: its status must be one of these, and its text must hold none of the forbidden texts. */
  readonly check: (what: string, answer: RawAnswer, statuses: readonly number[], forbidden?: readonly string[]) => void;
  readonly unexpected: readonly string[];
  readonly asked: () => number;
  /** Totals in one line. */
  readonly totals: () => string;
}

export function createAskedCount(name: string): AskedCount {
  const unexpected: string[] = [];
  let asked = 0;
  let granted = 0;
  return {
    check: (what, { status, text }, statuses, forbidden = []) => {
      asked += 1;
      if (status < 300) granted += 1;
      if (!statuses.includes(status)) unexpected.push(`${what}: ${status} ${text.slice(0, 120)}`);
      for (const secret of forbidden) if (text.includes(secret)) unexpected.push(`${what}: shows ${secret}`);
    },
    unexpected,
    asked: () => asked,
    totals: () => `${name}: ${asked} requests, ${granted} granted, ${unexpected.length} unexpected`,
  };
}
