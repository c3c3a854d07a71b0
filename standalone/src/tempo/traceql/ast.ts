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

/** Operators between spansets; what is found is on the right side, in its relation to the left. */
export const STRUCTURAL_OPERATORS = ['>>', '>', '<<', '<'] as const;
/** Operator between spansets: descendant, child, ancestor, parent. */
export type StructuralOperator = (typeof STRUCTURAL_OPERATORS)[number];

/** Which spans of a trace a query finds. */
export type SpansetExpression =
  /** Without a condition: every span. */
  | { readonly kind: 'filter'; readonly condition?: Condition }
  /** `and`: the spans of both sides, where both have some. */
  | {
      readonly kind: 'and' | 'or' | StructuralOperator;
      readonly left: SpansetExpression;
      readonly right: SpansetExpression;
    };

/** `| count() > 2`: traces stay in which so many spans were found. */
export interface CountFilter {
  readonly operator: Exclude<ComparisonOperator, '=~' | '!~'>;
  readonly count: number;
}

/** A query for spans: `{ condition } >> { condition } | count() > 0 | select(fields)`. */
export interface TraceQuery {
  readonly spansets: SpansetExpression;
  readonly counts: readonly CountFilter[];
  /** Fields to show besides those of the conditions. */
  readonly select: readonly Field[];
}
