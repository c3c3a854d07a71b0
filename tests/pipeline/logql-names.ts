import type { Expression, LabelFilter, LogExpression, Stage } from '../../standalone/src/loki/logql/ast.ts';

/** What a query speaks of. */
export interface LogQlNames {
  /** Labels that records must have: selected, filtered, unwrapped, grouped by. */
  readonly labels: readonly string[];
  /** Texts that labels are compared with for equality. */
  readonly values: readonly (readonly [label: string, value: string])[];
  /** Paths into bodies, and the labels that they become. */
  readonly paths: readonly (readonly [label: string, path: readonly (string | number)[]])[];
}

function namesOfFilter(filter: LabelFilter): LogQlNames[] {
  if ('items' in filter) return filter.items.flatMap(namesOfFilter);
  const isText = filter.kind === 'text' && filter.operator === '=';
  return [{ labels: [filter.name], values: isText ? [[filter.name, filter.value]] : [], paths: [] }];
}

function namesOfStage(stage: Stage): LogQlNames[] {
  switch (stage.kind) {
    case 'label':
      return namesOfFilter(stage.filter);
    case 'json':
      return [{ labels: [], values: [], paths: stage.fields.map(({ name, path }) => [name, path] as const) }];
    case 'unwrap':
      return [{ labels: [stage.name], values: [], paths: [] }];
    default:
      return [];
  }
}

function namesOfLog({ matchers, stages }: LogExpression): LogQlNames[] {
  return [...matchers.flatMap(namesOfFilter), ...stages.flatMap(namesOfStage)];
}

function namesOfParts(expression: Expression): LogQlNames[] {
  switch (expression.kind) {
    case 'log':
      return namesOfLog(expression);
    case 'range':
      return [...namesOfLog(expression.log), ...namesOfGrouping(expression.grouping?.names)];
    case 'aggregation':
      return [...namesOfParts(expression.of), ...namesOfGrouping(expression.grouping?.names)];
    case 'arithmetic':
      return [...namesOfParts(expression.left), ...namesOfParts(expression.right)];
    default:
      return [];
  }
}

function namesOfGrouping(labels: readonly string[] = []): LogQlNames[] {
  return [{ labels, values: [], paths: [] }];
}

/** Everything that a parsed query names. */
export function listNames(expression: Expression): LogQlNames {
  const parts = namesOfParts(expression);
  return {
    labels: [...new Set(parts.flatMap(({ labels }) => labels))],
    values: parts.flatMap(({ values }) => values),
    paths: parts.flatMap(({ paths }) => paths),
  };
}
