import type { LogEntry } from '../evaluate/evaluate-logs.ts';
import { readJsonLeaves } from '../evaluate/parse-json-labels.ts';
import type { LabelMap } from '../../store/record-reader.ts';
import { FieldTally } from './field-tally.ts';
import { parseLogfmt } from './parse-logfmt.ts';

/**
 * Fields of entries: their metadata, and what their lines hold as JSON or else as `name=text` pairs. One with the name
 * of an index label gets the suffix `_extracted`.
 */
export function tallyEntries(entries: readonly LogEntry[]): FieldTally {
  const tally = new FieldTally();
  for (const { line, labels, metadata } of entries) {
    for (const name in metadata) tally.add(name, metadata[name] ?? '');
    tallyLine(tally, line, labels);
  }
  return tally;
}

function tallyLine(tally: FieldTally, line: string, labels: LabelMap): void {
  const toName = (name: string): string => (labels[name] === undefined ? name : `${name}_extracted`);
  const leaves = readJsonLeaves(line);
  if (leaves === undefined) {
    for (const [key, text] of parseLogfmt(line)) {
      tally.add(toName(key.replaceAll(/[^A-Za-z0-9_]/g, '_')), text, 'logfmt');
    }
  } else for (const { name, text, path } of leaves) tally.add(toName(name), text, 'json', path);
}
