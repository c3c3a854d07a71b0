import type { Tenant } from '@botscope/conventions';
import type { CorpusRecord } from '../corpus/corpus-record.ts';
import { ATTRIBUTES_OF_TENANT, NUMBER_ATTRIBUTES, toColumn } from './columns.ts';
import { traceOf } from './trace-ids.ts';

/** A column of a table, as SQL and as a value of a record. */
export interface TableColumn {
  readonly name: string;
  readonly type: 'BIGINT' | 'INTEGER' | 'VARCHAR';
  readonly read: (record: CorpusRecord) => bigint | number | string | null;
}

const toAttributeColumn = (attribute: string): TableColumn => ({
  name: toColumn(attribute),
  type: NUMBER_ATTRIBUTES.has(attribute) ? 'INTEGER' : 'VARCHAR',
  read: ({ attributes }) => {
    const value = attributes[attribute];
    if (NUMBER_ATTRIBUTES.has(attribute)) return value === undefined ? null : Number(value);
    return typeof value === 'string' ? value : null;
  },
});

/** Columns of a tenant's table: what our store keeps of a record, and every attribute in a column of its own. */
export function toTableColumns(tenant: Tenant): readonly TableColumn[] {
  return [
    { name: 'ts', type: 'BIGINT', read: (record) => record.timestampUnixNano },
    { name: 'environment', type: 'VARCHAR', read: (record) => record.environment },
    { name: 'severity', type: 'INTEGER', read: (record) => record.severityNumber },
    { name: 'trace', type: 'VARCHAR', read: traceOf },
    ...ATTRIBUTES_OF_TENANT[tenant].map(toAttributeColumn),
    { name: 'body', type: 'VARCHAR', read: (record) => record.body },
  ];
}

/** Attributes of records that have no column: none may be. */
export function findAttributesWithoutColumn({ tenant, attributes }: CorpusRecord): readonly string[] {
  const known: readonly string[] = ATTRIBUTES_OF_TENANT[tenant];
  return Object.keys(attributes).filter((attribute) => !known.includes(attribute));
}
