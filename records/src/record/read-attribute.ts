import { toLokiName } from '@botscope/conventions';
import type { LabelMap } from '../loki/loki-entry.ts';

/** Text of an attribute of a record, by its name as emitted. Metadata comes before labels. */
export function readAttribute(
  record: { readonly metadata: LabelMap; readonly labels: LabelMap },
  attribute: string,
): string | undefined {
  const name = toLokiName(attribute);
  return record.metadata[name] ?? record.labels[name];
}
