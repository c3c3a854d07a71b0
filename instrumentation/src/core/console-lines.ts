import type { ScriptConsole } from '../api/step.ts';
import { cutText } from '../record/cut-text.ts';
import { redactText } from '../redaction/redact-text.ts';
import { guard, type Kernel } from './kernel.ts';

const MOST_LINES = 200;
const LONGEST_LINE_BYTES = 2_048;

/** What a script has printed: one line a call, with its level unless that is `log`. The last lines are kept. */
export class ConsoleLines implements ScriptConsole {
  readonly debug = this.printer('debug');
  readonly log = this.printer('');
  readonly info = this.printer('info');
  readonly warn = this.printer('warn');
  readonly error = this.printer('error');
  private readonly kernel: Kernel;
  private readonly isKept: boolean;
  private readonly lines: string[] = [];
  /** Whether the script has printed anything, kept or not. */
  hasPrinted = false;

  /** Without `isKept`, what is printed is not looked at. */
  constructor(kernel: Kernel, isKept: boolean) {
    this.kernel = kernel;
    this.isKept = isKept;
  }

  /** JSON text of the lines; undefined when there are none. */
  toText(): string | undefined {
    return this.lines.length === 0 ? undefined : JSON.stringify(this.lines);
  }

  private printer(level: string): (...values: readonly unknown[]) => void {
    const prefix = level === '' ? '' : `${level}: `;
    return (...values) => {
      this.hasPrinted = true;
      if (!this.isKept) return;
      guard(this.kernel, 'console', () => {
        if (this.lines.length >= MOST_LINES) this.lines.shift();
        this.lines.push(cutText(prefix + values.map((value) => this.print(value)).join(' '), LONGEST_LINE_BYTES));
      });
    };
  }

  private print(value: unknown): string {
    if (typeof value === 'string') return redactText(value, this.kernel.redactor);
    return this.kernel.json.toText(value) ?? 'undefined';
  }
}
