/** Comparison of a label with a text; an absent label is the empty text. */
export interface TextMatcher {
  readonly kind: 'text';
  readonly name: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** How a compared label's text becomes a number: plain, Go duration (value in nanoseconds) or size (value in bytes). */
export type NumericUnit = 'number' | 'duration' | 'bytes';

/** Comparison of a label, converted to a number, with a number. */
export interface NumericComparison {
  readonly kind: 'numeric';
  readonly name: string;
  readonly operator: '=' | '!=' | '>' | '>=' | '<' | '<=';
  readonly unit: NumericUnit;
  readonly value: number;
}

/** Condition of a label filter stage; `and` and `or` hold two or more items. */
export type LabelFilter =
  TextMatcher | NumericComparison | { readonly kind: 'and' | 'or'; readonly items: readonly LabelFilter[] };

/** Line filter: with `|=` and `|~` one of the values must be found, with `!=` and `!~` none. */
export interface LineFilterStage {
  readonly kind: 'line';
  readonly operator: '|=' | '!=' | '|~' | '!~';
  readonly values: readonly string[];
}

/** One name that `drop` or `keep` lists, perhaps only for some values. */
export type LabelChoice = { readonly kind: 'name'; readonly name: string } | TextMatcher;

/** Path into a JSON document: member names and array positions. */
export type JsonPath = readonly (string | number)[];

/** How an unwrapped label becomes a sample. Durations are seconds, sizes bytes. */
export type UnwrapConversion = 'number' | 'duration' | 'bytes';

/** A step of a log pipeline. */
export type Stage =
  | LineFilterStage
  | { readonly kind: 'label'; readonly filter: LabelFilter }
  /** Without fields, every member of the document is taken. */
  | { readonly kind: 'json'; readonly fields: readonly { readonly name: string; readonly path: JsonPath }[] }
  | { readonly kind: 'drop' | 'keep'; readonly choices: readonly LabelChoice[] }
  | { readonly kind: 'unwrap'; readonly name: string; readonly conversion: UnwrapConversion };

/** A query for log lines. */
export interface LogExpression {
  readonly kind: 'log';
  readonly matchers: readonly TextMatcher[];
  readonly stages: readonly Stage[];
}

/** Labels that an aggregation keeps (`by`) or removes (`without`). */
export interface Grouping {
  readonly kind: 'by' | 'without';
  readonly names: readonly string[];
}

/** Functions over the entries of a time window. */
export const RANGE_OPERATIONS = [
  'count_over_time',
  'rate',
  'bytes_over_time',
  'bytes_rate',
  'sum_over_time',
  'avg_over_time',
  'max_over_time',
  'min_over_time',
  'quantile_over_time',
] as const;
/** Function over the entries of a time window. */
export type RangeOperation = (typeof RANGE_OPERATIONS)[number];

/** A range aggregation. */
export interface RangeExpression {
  readonly kind: 'range';
  readonly operation: RangeOperation;
  /** With an `unwrap` stage where the operation needs one. */
  readonly log: LogExpression;
  readonly rangeNanos: bigint;
  /** Positive looks back, negative ahead. */
  readonly offsetNanos: bigint;
  /** Quantile, 0 … 1; only of `quantile_over_time`. */
  readonly parameter?: number;
  readonly grouping?: Grouping;
}

/** Aggregations over series. */
export const VECTOR_OPERATIONS = ['sum', 'min', 'max', 'avg', 'count', 'topk', 'bottomk'] as const;
/** Aggregation over series. */
export type VectorOperation = (typeof VECTOR_OPERATIONS)[number];

/** Aggregation of series into fewer. */
export interface VectorExpression {
  readonly kind: 'aggregation';
  readonly operation: VectorOperation;
  readonly of: MetricExpression;
  /** Number of series to keep; only of `topk` and `bottomk`. */
  readonly parameter?: number;
  readonly grouping?: Grouping;
}

/** Arithmetic operators. */
export const ARITHMETIC_OPERATORS = ['+', '-', '*', '/', '%', '^'] as const;
/** Arithmetic operator. */
export type ArithmeticOperator = (typeof ARITHMETIC_OPERATORS)[number];

/** A query for numbers. */
export type MetricExpression =
  | RangeExpression
  | VectorExpression
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'vector'; readonly value: number }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: MetricExpression;
      readonly right: MetricExpression;
    };

/** A parsed LogQL query. */
export type Expression = LogExpression | MetricExpression;
