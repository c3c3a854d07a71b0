import type { LabelMap, StoredRecord } from '../../store/record-reader.ts';
import type { Grouping, RangeExpression } from '../logql/ast.ts';
import { compileGrouping, type Labelled } from './compile-grouping.ts';
import { countByLabels } from './count-by-labels.ts';
import { withError } from './evaluate-logs.ts';
import type { LineContext } from './line-context.ts';
import type { MetricContext } from './metric-context.ts';
import { QueryRefusedError } from './query-refused-error.ts';
import { compilePipeline } from './pipeline.ts';
import type { Series, StepGrid } from './series.ts';
import { toScanHints } from './to-scan-hints.ts';
import { toScanNeeds } from './to-scan-needs.ts';
import { createWindowFold, type WindowFold } from './window-fold.ts';

/** Most places (series × instants) that a query may fill on its way. */
const MAX_PLACES = 8_000_000;

/**
 * Series of a range aggregation: the value at an instant t covers the records of (t − range, t], minus the offset.
 * @param grouping takes the place of the expression's own
 * @throws QueryRefusedError when a record carries an error, as Loki refuses it
 */
export function evaluateRange(
  context: MetricContext,
  expression: RangeExpression,
  grouping: Grouping | undefined = expression.grouping,
): readonly Series[] {
  return countByLabels(context, expression, grouping) ?? readRecords(context, expression, grouping);
}

function readRecords(
  { grid, reader, tenant, budget }: MetricContext,
  expression: RangeExpression,
  grouping: Grouping | undefined,
): readonly Series[] {
  const { rangeNanos, offsetNanos, log } = expression;
  const pipeline = compilePipeline(log);
  const sampleOf = compileSample(expression);
  const folds = createFolds(expression, grouping, grid);
  const windows = createWindowCursor(grid, rangeNanos, offsetNanos);
  const lastUnixNano = grid.startUnixNano + grid.stepNanos * BigInt(grid.count - 1);
  const startUnixNano = grid.startUnixNano - offsetNanos - rangeNanos + 1n;
  const endUnixNano = lastUnixNano - offsetNanos + 1n;
  for (const record of reader.scan({
    tenant,
    startUnixNano,
    endUnixNano,
    direction: 'forward',
    ...toScanHints(log),
    needs: toScanNeeds(expression, grouping),
  })) {
    budget.spend();
    if (!windows.advance(record.timestampUnixNano)) continue;
    const line = pipeline.run(record);
    if (line === undefined) continue;
    if (line.error !== '') throw refuseError(line);
    folds.of(line).add(sampleOf(line, record), windows.from, windows.to);
  }
  return folds.finish();
}

function compileSample({ operation, log }: RangeExpression): (line: LineContext, record: StoredRecord) => number {
  if (operation === 'bytes_over_time' || operation === 'bytes_rate')
    return (_line, record) => Buffer.byteLength(record.line);
  return log.stages.some((stage) => stage.kind === 'unwrap') ? (line) => line.sample ?? 0 : () => 1;
}

function refuseError(line: LineContext): QueryRefusedError {
  return new QueryRefusedError(
    `pipeline error: '${line.error}' (${line.errorDetails}); add | __error__="" to leave such lines out`,
  );
}

function createFolds(expression: RangeExpression, grouping: Grouping | undefined, grid: StepGrid) {
  const { operation, rangeNanos, parameter = NaN } = expression;
  const unwrap = expression.log.stages.find((stage) => stage.kind === 'unwrap');
  const groupOf = compileGrouping(grouping ?? { kind: 'without', names: unwrap ? [unwrap.name] : [] });
  const folds = new Map<string, WindowFold>();
  const create = (labels: LabelMap): WindowFold => {
    if ((folds.size + 1) * grid.count > MAX_PLACES) {
      throw new QueryRefusedError(`too many series (${folds.size}) on the way; aggregate by fewer labels`);
    }
    return createWindowFold({ operation, labels, windowCount: grid.count, rangeNanos, parameter });
  };
  return {
    of(line: LineContext): WindowFold {
      const group = groupOf(asLabelled(line));
      const fold = folds.get(group.key) ?? create(group.labels);
      folds.set(group.key, fold);
      return fold;
    },
    finish: (): readonly Series[] => [...folds.values()].map((fold) => fold.finish()),
  };
}

function asLabelled(line: LineContext): Labelled {
  return {
    get: (name) => line.get(name),
    all: () =>
      Object.assign(Object.create(null) as Record<string, string>, line.metadata, withError(line), line.labels),
  };
}

/**
 * The windows that hold a record. Records come in time order, so both ends only ever move on; times stay exact, which
 * numbers of nanoseconds since 1970 would not.
 */
function createWindowCursor(grid: StepGrid, rangeNanos: bigint, offsetNanos: bigint) {
  let from = 0;
  let to = -1;
  let instantOfFrom = grid.startUnixNano;
  let instantAfterTo = grid.startUnixNano;
  return {
    get from() {
      return from;
    },
    get to() {
      return to;
    },
    /** Whether any window holds a record of that time. */
    advance(timestampUnixNano: bigint): boolean {
      const seenAt = timestampUnixNano + offsetNanos;
      while (from < grid.count && instantOfFrom < seenAt) {
        from += 1;
        instantOfFrom += grid.stepNanos;
      }
      while (to + 1 < grid.count && instantAfterTo < seenAt + rangeNanos) {
        to += 1;
        instantAfterTo += grid.stepNanos;
      }
      return from <= to;
    },
  };
}
