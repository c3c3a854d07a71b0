import type { Tenant } from '@botscope/conventions';
import type { RecordReader, VolumeReader } from '../../store/record-reader.ts';
import type { QueryBudget } from '../evaluate/query-budget.ts';

/** What the API needs of the store. */
export type LokiReader = RecordReader & VolumeReader;

/** What an endpoint answers from. */
export interface AnswerContext {
  readonly reader: LokiReader;
  readonly tenant: Tenant;
  readonly budget: QueryBudget;
}

/** Figures beside a result, as far as this store has them. */
export function renderStats(entriesReturned: number) {
  return { summary: { totalEntriesReturned: entriesReturned } };
}
