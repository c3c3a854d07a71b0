import type { RowOperation } from '../audit/row-change.ts';

/** What methods of these names do, where a repository has them and the application does not say otherwise. */
export const METHOD_OPERATIONS: Readonly<Record<string, RowOperation>> = {
  create: 'create',
  createMany: 'create',
  insert: 'create',
  insertMany: 'create',
  add: 'create',
  addMany: 'create',
  update: 'update',
  updateMany: 'update',
  patch: 'update',
  save: 'save',
  saveMany: 'save',
  upsert: 'save',
  upsertMany: 'save',
  delete: 'delete',
  deleteMany: 'delete',
  deleteById: 'delete',
  remove: 'delete',
  removeMany: 'delete',
  destroy: 'delete',
  softDelete: 'softDelete',
  softRemove: 'softDelete',
  restore: 'restore',
  recover: 'restore',
};

/** The audited methods of a repository, with what they do. */
export function toMethodOperations(
  repository: object,
  given: Readonly<Record<string, RowOperation | false | undefined>> = {},
): ReadonlyMap<string, RowOperation> {
  const members = repository as Readonly<Record<string, unknown>>;
  const defaults = Object.entries(METHOD_OPERATIONS).filter(([name]) => typeof members[name] === 'function');
  const all = Object.entries({ ...Object.fromEntries(defaults), ...given });
  return new Map(all.filter((entry): entry is [string, RowOperation] => Boolean(entry[1])));
}
