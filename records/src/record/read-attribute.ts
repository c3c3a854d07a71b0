import { toLokiName } from '@botscope/conventions';
import type { LabelMap } from '../loki/loki-entry.ts';

/** Readers ask for the same few dozen names of every record. */
const names = new Map<string, string>();

/** Text of an attribute of a record, by its name as emitted. Metadata comes before labels. */
export function readAttribute(
  record: { readonly metadata: LabelMap; readonly labels: LabelMap },
  attribute: string,
): string | undefined {
  let name = names.get(attribute);
  if (name === undefined) names.set(attribute, (name = toLokiName(attribute)));
  return record.metadata[name] ?? record.labels[name];
}
