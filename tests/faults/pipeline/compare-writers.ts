import { TENANT_OF_KIND, type RecordKind } from '@botscope/conventions';
import type { LokiArea } from '@botscope/records';
import { compareNumbers } from '../fault-result.ts';
import { readAllRecords } from '../read-all.ts';
import { readUntilComplete } from '../read-until-complete.ts';
import { countStored } from './count-stored.ts';
import { toNumber, type NumberedWriters } from './numbered-writers.ts';

/** What a reader finds of what writers were acknowledged. */
export interface WriterComparison {
  readonly totals: string;
  readonly failures: readonly string[];
}

const AREAS: Readonly<Record<'bots' | 'api' | 'audit', LokiArea>> = {
  bots: 'records',
  api: 'api-calls',
  audit: 'audit',
};

function toSelector(kind: RecordKind): string {
  return `{bot_record_kind="${kind}", bot_id="numbered"}`;
}

/** Reads all records of finished writers as a page would and compares them with what was acknowledged. */
export async function compareWriters(
  lokiUrl: string,
  { kind, acknowledged }: NumberedWriters,
): Promise<WriterComparison> {
  const { lost, doubled, found } = await readUntilComplete(async () => {
    const records = await readAllRecords(lokiUrl, AREAS[TENANT_OF_KIND[kind]], toSelector(kind));
    const numbers = records.map(({ line }) => toNumber(line));
    return { ...compareNumbers(acknowledged, numbers), found: numbers.length };
  });
  const stored = await countStored(lokiUrl, TENANT_OF_KIND[kind], toSelector(kind));
  return {
    totals:
      `${kind}: ${acknowledged.length} acknowledged, ${found} at the reader, ${lost.length} lost, ` +
      `${doubled.length} doubled, ${stored - found} raw duplicates`,
    failures: [
      ...lost.map((n) => `${kind} ${n} was acknowledged and is lost`),
      ...doubled.map((n) => `${kind} ${n} is there more than once`),
    ],
  };
}
