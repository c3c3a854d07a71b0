import type { AnyModel } from './row-reader.ts';

/** Columns that Sequelize changes by itself. */
export function toMarks(model: AnyModel): string[] {
  return Object.values(toTimestamps(model)).concat(toVersion(model) ?? []);
}

/** Whether rows are soft-deleted. */
export function isParanoid(model: AnyModel): boolean {
  return toTimestamps(model).deletedAt !== undefined;
}

function toTimestamps(model: AnyModel): { readonly deletedAt?: string; readonly updatedAt?: string } {
  const { createdAt: _, ...marks } = (model as unknown as { _timestampAttributes: Record<string, string> })
    ._timestampAttributes;
  return marks;
}

function toVersion(model: AnyModel): string | undefined {
  return (model as unknown as { readonly _versionAttribute?: string })._versionAttribute;
}
