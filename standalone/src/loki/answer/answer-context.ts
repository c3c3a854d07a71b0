import type { Tenant } from '@botscope/conventions';
import type { RecordReader } from '../../store/record-reader.ts';
import type { QueryBudget } from '../evaluate/query-budget.ts';

/** What an endpoint answers from. */
export interface AnswerContext {
  readonly reader: RecordReader;
  readonly tenant: Tenant;
  readonly budget: QueryBudget;
}

/** Figures beside a result, as far as this store has them. */
export function renderStats(entriesReturned: number) {
  return { summary: { totalEntriesReturned: entriesReturned } };
}
