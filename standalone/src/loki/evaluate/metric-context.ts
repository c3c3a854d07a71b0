import type { Tenant } from '@botscope/conventions';
import type { RecordReader } from '../../store/record-reader.ts';
import type { QueryBudget } from './query-budget.ts';
import type { StepGrid } from './series.ts';

/** What the parts of a metric query share. */
export interface MetricContext {
  readonly reader: RecordReader;
  readonly tenant: Tenant;
  readonly grid: StepGrid;
  readonly budget: QueryBudget;
}
