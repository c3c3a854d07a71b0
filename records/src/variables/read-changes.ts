import type { VariableChange } from '@botscope/conventions';
import type { Step } from '../assembly/conversation.ts';
import type { BotRecord, SnapshotRecord, TurnRecord } from '../record/bot-record.ts';
import { readChild, type ValueReader } from './value-reader.ts';

/** A change as its record tells it; a side that is absent did not exist. */
export interface ToldChange {
  readonly name: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The changes of a step, with numbers as exact as the reader has them. */
export function readStepChanges(step: Step, reader: ValueReader): readonly ToldChange[] {
  return readChanges(step.completed, step.variables, ['variables', 'delta'], reader);
}

/** The changes of a whole turn. */
export function readTurnChanges(record: TurnRecord, reader: ValueReader): readonly ToldChange[] {
  return readChanges(record, record.body?.variablesDelta ?? [], ['variablesDelta'], reader);
}

/** All variables of a snapshot by name; undefined when it tells none, because the capture policy or damage keeps them out. */
export function readSnapshot(record: SnapshotRecord, reader: ValueReader): ReadonlyMap<string, unknown> | undefined {
  if (record.body === undefined || omitsVariables(record)) return undefined;
  const exact = reader.mayRound(record.line) ? readChild(reader.parse(record.line), 'variables', reader) : undefined;
  return new Map(Object.entries(exact ?? record.body.variables));
}

/** Whether the capture policy kept variables out of a record. */
export function omitsVariables(record: BotRecord): boolean {
  return record.captureOmitted?.includes('variables') ?? false;
}

function readChanges(
  record: BotRecord | undefined,
  rounded: readonly VariableChange[],
  path: readonly string[],
  reader: ValueReader,
): readonly ToldChange[] {
  if (record === undefined || rounded.length === 0 || !reader.mayRound(record.line)) return rounded;
  let list: unknown = reader.parse(record.line);
  for (const key of path) list = readChild(list, key, reader);
  return Array.isArray(list) ? list.flatMap((item) => toToldChange(item, reader)) : rounded;
}

function toToldChange(item: unknown, reader: ValueReader): readonly ToldChange[] {
  const name = readChild(item, 'name', reader);
  if (typeof name !== 'string') return [];
  const before = readChild(item, 'before', reader);
  const after = readChild(item, 'after', reader);
  return [{ name, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}
