import type { Step, Turn } from '../assembly/conversation.ts';
import type { ToldChange } from './read-changes.ts';
import { isSameValue, isStandIn, type ValueReader } from './value-reader.ts';
import {
  CHECKPOINT_POINTS,
  type Gap,
  type GapReason,
  type KnownVariable,
  type PointChange,
  type PointWrite,
  type VariableHistory,
  type VariablePoint,
} from './variable-history.ts';

const NO_NAMES: ReadonlySet<string> = new Set();

/** Keeps the state while a conversation is gone through, and notes what every point changed. */
export class HistoryRecorder {
  private readonly reader: ValueReader;
  private readonly state = new Map<string, KnownVariable>();
  private readonly points: VariablePoint[] = [];
  private readonly writes: (readonly PointWrite[])[] = [];
  private readonly checkpoints: ReadonlyMap<string, KnownVariable>[] = [new Map()];
  private readonly disagreements: { index: number; names: readonly string[] }[] = [];
  private snapshotCount = 0;
  private openGap: Gap | undefined;
  /** Variables that the open point wrote, with what they were before it. */
  private before = new Map<string, KnownVariable | undefined>();
  private late = new Set<string>();
  /** Variables that the open turn wrote, with what they were before it. */
  private beforeTurn = new Map<string, KnownVariable | undefined>();

  constructor(reader: ValueReader) {
    this.reader = reader;
  }

  get gap(): Gap | undefined {
    return this.openGap;
  }

  /** Place of the point that is being made. */
  private get index(): number {
    return this.points.length;
  }

  beginTurn(): void {
    this.beforeTurn = new Map();
  }

  /** Knowledge breaks off here. A gap that outdates nothing does not take the place of one that does. */
  breakOff(reason: GapReason, outdatesEarlier = true, index = this.index): void {
    if (this.openGap === undefined || outdatesEarlier) this.openGap = { reason, index, outdatesEarlier };
  }

  /** What one step did: the records tell both sides, so nothing about it is open. */
  addStepChanges(changes: readonly ToldChange[]): void {
    for (const { name, before, after } of changes) {
      this.write(name, after);
      this.before.set(name, before === undefined ? undefined : this.known(before));
      this.late.delete(name);
    }
  }

  /** How many variables the bot counted here. */
  addCount(count: number): void {
    if (count !== this.state.size) this.breakOff('count', count < this.state.size);
    else if (this.openGap?.outdatesEarlier === false) this.openGap = undefined;
  }

  /** All variables as the bot recorded them. `explained`: names whose difference from the steps is no surprise. */
  addSnapshot(variables: ReadonlyMap<string, unknown>, explained: ReadonlySet<string> = NO_NAMES): void {
    this.snapshotCount += 1;
    const gone = [...this.state.keys()].filter((name) => !variables.has(name));
    const other = [...variables].filter(([name, value]) => !this.agrees(name, value));
    const names = [...gone, ...other.map(([name]) => name)].filter((name) => !explained.has(name));
    if (this.openGap === undefined && names.length > 0) this.disagreements.push({ index: this.index, names });
    for (const name of gone) this.writeLate(name, undefined);
    for (const [name, value] of other) this.writeLate(name, value);
    this.openGap = undefined;
  }

  /** What a whole turn did; what it does not name is as it was before the turn. `gap` is the one that was open then. */
  addTurnChanges(changes: readonly ToldChange[], gap: Gap | undefined): void {
    const told = new Set(changes.map(({ name }) => name));
    for (const { name, after } of changes) if (!this.isValue(name, after)) this.writeLate(name, after);
    for (const [name, variable] of this.beforeTurn) if (!told.has(name)) this.writeLate(name, variable?.value);
    this.openGap = gap;
  }

  /** Ends a point. One without step is kept only when something changed at it or a gap begins there. */
  closePoint(turn: Turn, step?: Step): void {
    const changes = this.listChanges();
    const { index, openGap } = this;
    if (step !== undefined || changes.length > 0 || openGap?.index === index) {
      this.writes.push([...this.before.keys()].map((name) => [name, this.state.get(name)]));
      this.points.push({
        index,
        turn,
        ...(step === undefined ? {} : { step }),
        changes,
        ...(openGap === undefined ? {} : { gap: openGap }),
      });
      if (this.points.length % CHECKPOINT_POINTS === 0) this.checkpoints.push(new Map(this.state));
    }
    this.before = new Map();
    this.late = new Set();
  }

  toHistory(): VariableHistory {
    const { points, checkpoints, writes, snapshotCount, disagreements } = this;
    return { points, checkpoints, writes, check: { snapshotCount, disagreements } };
  }

  private known(value: unknown): KnownVariable {
    return { value, toldAt: this.index };
  }

  private write(name: string, value: unknown): void {
    const variable = this.state.get(name);
    if (!this.before.has(name)) this.before.set(name, variable);
    if (!this.beforeTurn.has(name)) this.beforeTurn.set(name, variable);
    if (value === undefined) this.state.delete(name);
    else this.state.set(name, this.known(value));
  }

  private writeLate(name: string, value: unknown): void {
    if (this.openGap !== undefined) this.late.add(name);
    this.write(name, value);
  }

  private isValue(name: string, value: unknown): boolean {
    return isSameValue(this.state.get(name)?.value, value, this.reader);
  }

  /** A value that was too large for the snapshot says nothing against the one that a step told. */
  private agrees(name: string, value: unknown): boolean {
    const variable = this.state.get(name);
    if (variable === undefined) return false;
    return isStandIn(value) || isSameValue(variable.value, value, this.reader);
  }

  private listChanges(): readonly PointChange[] {
    return [...this.before].flatMap(([name, before]) => {
      const after = this.state.get(name);
      if (isSameValue(before?.value, after?.value, this.reader)) return [];
      const sides = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
      return [{ name, ...sides, isLate: this.late.has(name) }];
    });
  }
}
