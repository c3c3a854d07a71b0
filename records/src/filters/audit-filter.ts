/** Operators of an audit filter row, by column. */
export const AUDIT_OPERATORS = {
  id: ['equals', 'notEquals', 'greaterThan', 'lessThan'],
  user: ['equals', 'notEquals'],
  action: ['equals', 'notEquals'],
  entityName: ['equals', 'notEquals', 'contains', 'notContains'],
  entityId: ['equals', 'notEquals', 'greaterThan', 'lessThan'],
  timestamp: ['greaterThan', 'lessThan'],
} as const;
/** Column of an audit filter row. */
export type AuditColumn = keyof typeof AUDIT_OPERATORS;

/** A moment in an audit filter: fixed, or so long before the search. */
export type AuditTime =
  | { readonly kind: 'absolute'; readonly unixNano: bigint }
  | { readonly kind: 'relative'; readonly lastSeconds: number };

/** One row of the audit filter. Typed text is always taken literally. */
export type AuditFilterRow =
  | {
      readonly column: 'id' | 'entityId';
      readonly operator: (typeof AUDIT_OPERATORS)['id'][number];
      readonly value: string;
    }
  | { readonly column: 'user'; readonly operator: 'equals' | 'notEquals'; readonly value: string }
  | { readonly column: 'action'; readonly operator: 'equals' | 'notEquals'; readonly values: readonly string[] }
  | {
      readonly column: 'entityName';
      readonly operator: (typeof AUDIT_OPERATORS)['entityName'][number];
      readonly value: string;
    }
  | { readonly column: 'timestamp'; readonly operator: 'greaterThan' | 'lessThan'; readonly time: AuditTime };

/** What the audit page asks for. All rows and lists apply together; an absent or empty list means all. */
export interface AuditFilter {
  readonly environments?: readonly string[];
  readonly bots?: readonly string[];
  readonly rows: readonly AuditFilterRow[];
}
