import type { StoredRecord } from '../../store/record-reader.ts';
import type { LogExpression } from '../logql/ast.ts';
import { compileTextTest } from './compile-matcher.ts';
import { compileStage } from './compile-stage.ts';
import { LineContext } from './line-context.ts';

/** Runs records through a log query. */
export interface Pipeline {
  /** The record after all stages, valid until the next call; undefined when it does not stay. */
  run(record: StoredRecord): LineContext | undefined;
}

/** A log query, compiled. */
export function compilePipeline(expression: LogExpression): Pipeline {
  const matchers = expression.matchers.map((matcher) => ({ name: matcher.name, test: compileTextTest(matcher) }));
  const stages = expression.stages.map(compileStage);
  const context = new LineContext();
  return {
    run(record) {
      for (const { name, test } of matchers) if (!test(record.labels[name] ?? '')) return undefined;
      context.load(record);
      for (const stage of stages) if (!stage(context)) return undefined;
      return context;
    },
  };
}
