import { isDeepStrictEqual } from 'node:util';
import type { AuditCategory } from '@botscope/conventions';
import type { ChangeDraft } from './change-recorder.ts';

/** What happens to an object. `save`: created or updated, by whether it was there before. */
export type RowOperation = 'create' | 'update' | 'save' | 'delete' | 'softDelete' | 'restore';

/** An object's members as an audit entry can keep them. */
export type RowState = Readonly<Record<string, unknown>>;

/** What holds for all objects of a kind. */
export interface RowKind {
  readonly entityType: string;
  readonly category: AuditCategory | undefined;
  /** Members whose values are not kept; that they have changed is. */
  readonly exclude: readonly string[];
}

/** One object's change. */
export interface RowChange {
  readonly operation: RowOperation;
  /** Absent: it was not there. */
  readonly before?: RowState | undefined;
  /** Absent: it is gone. */
  readonly after?: RowState | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly context?: object | undefined;
}

/** The entry of a change; undefined where nothing has changed. */
export function toRowDraft(kind: RowKind, change: RowChange): ChangeDraft | undefined {
  const { operation, before, after, id, name } = change;
  if (before === undefined && after === undefined) return undefined;
  if (before !== undefined && isDeepStrictEqual(before, after)) return undefined;
  const context = toContext(kind, change);
  return {
    action: toAction(operation, before),
    entity: { type: kind.entityType, ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) },
    ...(kind.category === undefined ? {} : { category: kind.category }),
    ...(before === undefined ? {} : { before: withoutMembers(before, kind.exclude) }),
    ...(after === undefined ? {} : { after: withoutMembers(after, kind.exclude) }),
    ...(Object.keys(context).length === 0 ? {} : { context }),
  };
}

/** `bot.audit.action` of an operation on something that was there before, or was not. */
export function toAction(operation: RowOperation, before: RowState | undefined): string {
  switch (operation) {
    case 'create':
      return 'CREATED';
    case 'save':
      return before === undefined ? 'CREATED' : 'UPDATED';
    case 'update':
      return 'UPDATED';
    case 'restore':
      return 'RESTORED';
    default:
      return 'DELETED';
  }
}

function toContext(kind: RowKind, { operation, before, after, context }: RowChange): object {
  const excludedChanged = kind.exclude.filter((name) => !isDeepStrictEqual(before?.[name], after?.[name]));
  const isUpdate = before !== undefined && after !== undefined;
  return {
    ...context,
    ...(operation === 'softDelete' ? { softDelete: true } : {}),
    ...(isUpdate && excludedChanged.length > 0 ? { excludedChanged } : {}),
  };
}

/** A state without some of its members. */
export function withoutMembers(state: RowState, exclude: readonly string[]): RowState {
  if (exclude.length === 0) return state;
  return Object.fromEntries(Object.entries(state).filter(([name]) => !exclude.includes(name)));
}
