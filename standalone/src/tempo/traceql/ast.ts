/** Where a field of a query is looked for; `any` is the span, then its resource. */
export type AttributeScope = 'any' | 'span' | 'resource' | 'event' | 'link' | 'instrumentation';

/** Fields that a span has without attributes, by their scoped names. */
export const INTRINSICS = [
  'span:name',
  'span:duration',
  'span:status',
  'span:statusMessage',
  'span:kind',
  'span:id',
  'span:parentID',
  'trace:id',
  'trace:duration',
  'trace:rootName',
  'trace:rootService',
  'event:name',
  'link:traceID',
  'link:spanID',
  'instrumentation:name',
  'instrumentation:version',
] as const;
/** A field that a span has without attributes. */
export type Intrinsic = (typeof INTRINSICS)[number];

/** A field of a query. */
export type Field =
  | { readonly kind: 'attribute'; readonly scope: AttributeScope; readonly name: string }
  | { readonly kind: 'intrinsic'; readonly name: Intrinsic };

/** A value that a field is compared with. Statuses and kinds are keywords; durations are nanoseconds. */
export type Literal =
  | { readonly kind: 'string' | 'keyword'; readonly value: string }
  | { readonly kind: 'number' | 'duration'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'nil' };

/** Comparison operators. */
export const COMPARISON_OPERATORS = ['=', '!=', '=~', '!~', '>', '>=', '<', '<='] as const;
/** Comparison operator. */
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number];

/** Condition of a span. */
export type Condition =
  | {
      readonly kind: 'comparison';
      readonly field: Field;
      readonly operator: ComparisonOperator;
      readonly literal: Literal;
    }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

/** A query for spans: `{ condition } | select(fields)`. */
export interface TraceQuery {
  /** Absent: every span. */
  readonly condition?: Condition;
  /** Fields to show besides those of the condition. */
  readonly select: readonly Field[];
}
