import { COLUMN_OF_NAME, LABEL_NAMES } from './attribute-name.ts';
import { createAttributeTexts } from './attribute-texts.ts';
import type { Origin } from './origin.ts';
import type { RecordScan, ScanHints, ValueTest } from './record-reader.ts';
import { OWN_METADATA_NAMES } from './stored-row.ts';

/** Whether a row may meet a scan; it may take a row that does not, never the other way round. */
export type RowTest = (origin: Origin, attributesJson: string) => boolean;

/** The test of attributes without an index; undefined when a scan has no condition on any. */
export function buildRowTest({
  hints,
  anyOf = [],
  tests = [],
}: Pick<RecordScan, 'hints' | 'anyOf' | 'tests'>): RowTest | undefined {
  return all([any(anyOf.map(fromHints)), fromHints(hints), ...tests.map((item) => any(item.map(fromTest)))]);
}

function fromHints(hints: ScanHints): RowTest | undefined {
  return all(Object.entries(hints).map(([name, values]) => fromTest({ name, holds: (text) => values.includes(text) })));
}

function fromTest({ name, holds }: ValueTest): RowTest | undefined {
  if (LABEL_NAMES.has(name) || COLUMN_OF_NAME.has(name) || OWN_METADATA_NAMES.has(name)) return undefined;
  const textsOf = createAttributeTexts(name);
  if (textsOf === undefined) return undefined;
  return ({ metadata }, attributesJson) => {
    const shared = metadata.get(name) ?? '';
    if (shared !== '') return holds(shared);
    return textsOf(attributesJson)?.some(holds) ?? true;
  };
}

function all(tests: readonly (RowTest | undefined)[]): RowTest | undefined {
  const narrowing = tests.flatMap((test) => test ?? []);
  if (narrowing.length < 2) return narrowing[0];
  return (origin, attributesJson) => narrowing.every((test) => test(origin, attributesJson));
}

/** An alternative that nothing is known of takes every row. */
function any(tests: readonly (RowTest | undefined)[]): RowTest | undefined {
  const known = tests.flatMap((test) => test ?? []);
  if (known.length < tests.length || known.length < 2) return known.length === tests.length ? known[0] : undefined;
  return (origin, attributesJson) => known.some((test) => test(origin, attributesJson));
}
