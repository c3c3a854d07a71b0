import { ChangeRecorder, type ChangeDraft } from '../audit/change-recorder.ts';
import {
  toAction,
  toRowDraft,
  withoutMembers,
  type RowKind,
  type RowOperation,
  type RowState,
} from '../audit/row-change.ts';
import { toAuditState } from '../audit/to-audit-state.ts';
import type { AuditRepositoryOptions, EntityKey } from './audit-repository-options.ts';

type Entity = Readonly<Record<string, unknown>>;

/** A call of a repository's method. */
export interface RepositoryCall {
  readonly operation: RowOperation;
  readonly method: string;
  readonly args: readonly unknown[];
  /** Makes the call. */
  readonly run: () => Promise<unknown>;
}

/** Reads before and after the calls of a repository, and records what they have changed. */
export class RepositoryAudit {
  private readonly options: AuditRepositoryOptions<object>;
  private readonly recorder: ChangeRecorder;
  private readonly kind: RowKind;
  private readonly read: (key: EntityKey) => unknown;

  constructor(repository: object, options: AuditRepositoryOptions<object>) {
    this.options = options;
    this.recorder = new ChangeRecorder(options);
    this.kind = { entityType: options.entityType, category: options.category, exclude: options.exclude ?? [] };
    this.read = options.read ?? ((key) => (repository as { findById: (key: EntityKey) => unknown }).findById(key));
  }

  /** Makes a call and records it. */
  async call(call: RepositoryCall): Promise<unknown> {
    const author = await this.recorder.prepare();
    if (author === undefined) return call.run();
    const keys = call.operation === 'create' ? [] : await this.keysOf(call);
    const before = await this.readAll(keys);
    const result = await call.run();
    const after = await this.readAfter(call, keys, result);
    const isBlind = before.size === 0 && after.size === 0 && keys.length === 0 && toList(call.args[0]).length > 0;
    await this.recorder.record(author, isBlind ? [this.toBlindDraft(call)] : this.toDrafts(call, before, after));
    return result;
  }

  private async keysOf({ args, method }: RepositoryCall): Promise<readonly EntityKey[]> {
    if (this.options.keysOf !== undefined) return this.options.keysOf(args, method);
    return toList(args[0]).flatMap((item) => (isKey(item) ? [item] : this.toKeys(item)));
  }

  private toKeys(item: unknown): readonly EntityKey[] {
    const key = isEntity(item) ? (this.options.keyOf ?? toOwnId)(item) : undefined;
    return key === undefined ? [] : [key];
  }

  /** States by key, as they are now. */
  private async readAll(keys: Iterable<EntityKey>): Promise<Map<string, RowState>> {
    const states = new Map<string, RowState>();
    for (const key of new Set(keys)) {
      const state = toState(await this.read(key));
      if (state !== undefined) states.set(String(key), state);
    }
    return states;
  }

  /** Objects that a call has made are known by what it gives back, or else by what it was given. */
  private async readAfter(
    { operation, args }: RepositoryCall,
    keys: readonly EntityKey[],
    result: unknown,
  ): Promise<Map<string, RowState>> {
    if (operation === 'delete') return new Map();
    if (operation !== 'create' && operation !== 'save') return this.readAll(keys);
    const made = this.listMade(args, result);
    const madeKeys = made.flatMap((item) => (isKey(item) ? [item] : this.toKeys(item)));
    const states = await this.readAll([...keys, ...madeKeys]);
    for (const [i, item] of made.entries()) {
      const state = this.toKeys(item).length === 0 && isEntity(item) ? toState(item) : undefined;
      if (state !== undefined) states.set(`without key ${i}`, state);
    }
    return states;
  }

  private listMade(args: readonly unknown[], result: unknown): readonly unknown[] {
    const fromResult = toList(result).filter((item) => isKey(item) || isEntity(item));
    const isTelling = fromResult.some((item) => isKey(item) || this.toKeys(item).length > 0);
    return isTelling ? fromResult : toList(args[0]);
  }

  private toDrafts(
    { operation }: RepositoryCall,
    before: ReadonlyMap<string, RowState>,
    after: ReadonlyMap<string, RowState>,
  ): readonly ChangeDraft[] {
    const keys = [...new Set([...before.keys(), ...after.keys()])];
    return keys.flatMap((key) => {
      const states = { before: before.get(key), after: after.get(key) };
      const draft = toRowDraft(this.kind, { operation, ...states, ...this.identify(key, states) });
      return draft === undefined ? [] : [draft];
    });
  }

  private identify(
    key: string,
    { before, after }: { readonly before: RowState | undefined; readonly after: RowState | undefined },
  ): { readonly id?: string; readonly name?: string } {
    const name = (this.options.nameOf ?? toOwnName)(after ?? before ?? {});
    return { ...(key.startsWith('without key ') ? {} : { id: key }), ...(name === undefined ? {} : { name }) };
  }

  /** A call of which nobody says what it changed: without states, but with what it was given. */
  private toBlindDraft({ operation, method, args }: RepositoryCall): ChangeDraft {
    const { entityType, category, exclude } = this.kind;
    const given = args.map((arg) => {
      const state = toState(arg);
      return state === undefined ? toAuditState(arg) : withoutMembers(state, exclude);
    });
    return {
      action: toAction(operation, operation === 'create' ? undefined : {}),
      entity: { type: entityType },
      ...(category === undefined ? {} : { category }),
      context: { method, arguments: given },
    };
  }
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isKey(value: unknown): value is EntityKey {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
}

function isEntity(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null;
}

function toOwnId(entity: Entity): EntityKey | undefined {
  return isKey(entity['id']) ? entity['id'] : undefined;
}

function toOwnName(entity: Entity): string | undefined {
  return typeof entity['name'] === 'string' ? entity['name'] : undefined;
}

/** A copy: a repository in memory gives the same object before and after. */
function toState(entity: unknown): RowState | undefined {
  const state = toAuditState(entity);
  return isEntity(state) && !Array.isArray(state) ? state : undefined;
}
