import type { Variables } from '../api/variables.ts';
import { redactSecret } from '../redaction/redactor.ts';
import { guard, type Kernel } from './kernel.ts';
import type { VariableChanges } from './variable-changes.ts';
import type { VariableStore } from './variable-store.ts';

/** Records changes of a conversation's variables, for everyone whose record shows them. */
export class VariableRecorder implements Variables {
  private readonly kernel: Kernel;
  private readonly store: VariableStore;
  private readonly listeners: () => readonly VariableChanges[];

  /** `listeners` is asked at every change. */
  constructor(kernel: Kernel, store: VariableStore, listeners: () => readonly VariableChanges[]) {
    this.kernel = kernel;
    this.store = store;
    this.listeners = listeners;
  }

  set(name: string, value: unknown): void {
    guard(this.kernel, 'variables', () => this.change(String(name), this.toText(String(name), value)));
  }

  delete(name: string): void {
    guard(this.kernel, 'variables', () => this.change(String(name), undefined));
  }

  assign(values: Readonly<Record<string, unknown>>): void {
    guard(this.kernel, 'variables', () => {
      for (const name of Object.keys(values)) this.set(name, values[name]);
    });
  }

  private change(name: string, after: string | undefined): void {
    const change = this.store.change(name, after);
    if (change === undefined) return this.kernel.reportFault('variables', new Error('There are too many variables.'));
    for (const changes of this.listeners()) changes.add(name, change);
  }

  private toText(name: string, value: unknown): string {
    const { redactor, json, limits } = this.kernel;
    const secret = redactor.isSecret(name) ? redactSecret(value, redactor) : undefined;
    const text = secret === undefined ? (json.toTextOf(value) ?? 'null') : JSON.stringify(secret);
    return text.length > limits.variablesBytes ? `{"$truncated":${Buffer.byteLength(text)}}` : text;
  }
}
