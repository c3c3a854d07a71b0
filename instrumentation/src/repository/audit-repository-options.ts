import type { AuditCategory } from '@botscope/conventions';
import type { ChangeRecorderOptions } from '../audit/change-recorder.ts';
import type { RowOperation } from '../audit/row-change.ts';

/** Names of a repository's methods that give a promise: only those can wait for their entry to be on disk. */
export type AsyncMethodName<Repository extends object> = {
  [Name in keyof Repository]: Repository[Name] extends (...args: never[]) => Promise<unknown> ? Name : never;
}[keyof Repository] &
  string;

/** An object's key. */
export type EntityKey = string | number | bigint;

/** How a repository's changes are audited. */
export interface AuditRepositoryOptions<Repository extends object> extends ChangeRecorderOptions {
  /** `card`, `journey` …: `bot.audit.entity.type`. */
  readonly entityType: string;
  /** `security` for entity `access`, `system` for an actor of that type, else `configuration`, when absent. */
  readonly category?: AuditCategory;
  /** What a method does, where its name does not say it (`METHOD_OPERATIONS`); false: it is not audited. */
  readonly methods?: { readonly [Name in AsyncMethodName<Repository>]?: RowOperation | false };
  /** Reads an object as it is now; null or undefined: there is none. `repository.findById` when absent. */
  readonly read?: (key: EntityKey) => unknown;
  /**
   * Keys of the objects that a call will change, for methods that take criteria. When absent: the first argument's (a key, an
   * object with one, or a list of them).
   */
  readonly keysOf?: (args: readonly unknown[], method: string) => readonly EntityKey[] | Promise<readonly EntityKey[]>;
  /** An object's key; its `id` when absent. */
  readonly keyOf?: (entity: Readonly<Record<string, unknown>>) => EntityKey | undefined;
  /** An object's own name; its `name` when absent. */
  readonly nameOf?: (entity: Readonly<Record<string, unknown>>) => string | undefined;
  /** Members whose values are not kept; that they have changed is. */
  readonly exclude?: readonly string[];
}
