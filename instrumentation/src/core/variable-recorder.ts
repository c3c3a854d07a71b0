import type { CaptureLevel, OmittedValue } from '@botscope/conventions';
import type { Variables } from '../api/variables.ts';
import { redactSecret } from '../redaction/redactor.ts';
import { emitVariablesSnapshot, type SnapshotPlace } from './emit-variables-snapshot.ts';
import { guard, type Kernel } from './kernel.ts';
import type { VariableChanges } from './variable-changes.ts';
import type { VariableStore } from './variable-store.ts';

const OMITTED: OmittedValue = { $omitted: 'policy' };
/** JSON text in place of a value that the capture policy keeps out of every record. */
export const OMITTED_TEXT = JSON.stringify(OMITTED);

/** Records changes of a conversation's variables, for everyone whose record shows them. */
export class VariableRecorder implements Variables {
  private readonly kernel: Kernel;
  private readonly store: VariableStore;
  private readonly level: CaptureLevel;
  private readonly listeners: () => readonly VariableChanges[];
  private readonly place: SnapshotPlace;

  /** With level `off` nothing is known of the values. `listeners` is asked at every change; `place` is that of snapshots. */
  constructor(
    kernel: Kernel,
    store: VariableStore,
    level: CaptureLevel,
    listeners: () => readonly VariableChanges[],
    place: SnapshotPlace,
  ) {
    this.kernel = kernel;
    this.store = store;
    this.level = level;
    this.listeners = listeners;
    this.place = place;
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

  snapshot(): void {
    guard(this.kernel, 'variables', () => emitVariablesSnapshot(this.kernel, this.place, 'manual'));
  }

  private change(name: string, after: string | undefined): void {
    const change = this.store.change(name, after);
    if (change === undefined) return this.kernel.reportFault('variables', new Error('There are too many variables.'));
    for (const changes of this.listeners()) changes.add(name, change, this.level);
  }

  private toText(name: string, value: unknown): string {
    if (this.level === 'off') return OMITTED_TEXT;
    const { redactor, json, limits } = this.kernel;
    const secret = redactor.isSecret(name) ? redactSecret(value, redactor) : undefined;
    const text = secret === undefined ? (json.toTextOf(value) ?? 'null') : JSON.stringify(secret);
    return text.length > limits.variablesBytes ? `{"$truncated":${Buffer.byteLength(text)}}` : text;
  }
}
