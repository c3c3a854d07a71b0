import type { CapturePolicy, CaptureRule } from '@botscope/conventions';
import type { CapturePolicyStats } from '../api/capture-policy.ts';
import { createCaptureTable, type CaptureProcess, type CaptureTable, type DecideCapture } from './capture-table.ts';

/** The rules that hold in a process: those of the program, then those of the sidecar. */
export class CaptureRules {
  private readonly rules: readonly CaptureRule[];
  private readonly process: CaptureProcess;
  private readonly failures: Record<string, number> = {};
  private table: CaptureTable;
  private version: number | undefined;
  private lastError: string | undefined;
  private belowMinLevel = 0;

  constructor(rules: readonly CaptureRule[], process: CaptureProcess) {
    this.rules = rules;
    this.process = process;
    this.table = createCaptureTable(rules, process);
  }

  /** Decides for a bot's flow and step. */
  readonly decide: DecideCapture = (bot, operation, action) => this.table.decide(bot, operation, action);

  /** The sidecar's rules hold from now on. */
  use({ version, rules }: CapturePolicy): void {
    this.table = createCaptureTable([...this.rules, ...rules], this.process);
    this.version = version;
  }

  /** The sidecar has been asked with success. */
  confirm(): void {
    this.lastError = undefined;
  }

  /** There was no policy to be had; `message` is safe to show. */
  fail(reason: string, message: string): void {
    this.failures[reason] = (this.failures[reason] ?? 0) + 1;
    this.lastError = message;
  }

  countBelowMinLevel(): void {
    this.belowMinLevel++;
  }

  get stats(): CapturePolicyStats {
    return {
      ...(this.version === undefined ? {} : { version: this.version }),
      rules: this.table.ruleCount,
      belowMinLevel: this.belowMinLevel,
      failed: { ...this.failures },
      ...(this.lastError === undefined ? {} : { lastError: this.lastError }),
    };
  }
}
