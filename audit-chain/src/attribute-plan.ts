import {
  ATTR_AUDIT_CHAIN_HASH,
  ATTR_AUDIT_CHAIN_ID,
  ATTR_AUDIT_CHAIN_PREV,
  ATTR_AUDIT_CHAIN_SEQ,
  ATTR_RETENTION,
  toLokiName,
} from '@botscope/conventions';
import { AuditValueError } from './audit-value-error.ts';

/** An attribute that is hashed. */
export interface PlannedAttribute {
  /** Its name in the record at hand. */
  readonly given: string;
  /** Its name as Loki stores it. */
  readonly name: string;
  /** How many of {@link CHAIN_NAMES} sort before it. */
  readonly section: number;
}

/** The chain's own attributes as Loki stores them, in canonical order. */
export const CHAIN_NAMES = [
  toLokiName(ATTR_AUDIT_CHAIN_ID),
  toLokiName(ATTR_AUDIT_CHAIN_PREV),
  toLokiName(ATTR_AUDIT_CHAIN_SEQ),
] as const;

const HASHED_NAME = /^(bot|user)[^A-Za-z0-9]/;
/** The hash itself, what retention changes later, and what enters from the chain's fields. */
const NOT_CONTENT: ReadonlySet<string> = new Set([
  toLokiName(ATTR_AUDIT_CHAIN_HASH),
  toLokiName(ATTR_RETENTION),
  ...CHAIN_NAMES,
]);

/** The last answer: the records of a chain mostly have the same names, and sorting is the dearest part of a hash. */
let last: { readonly names: readonly string[]; readonly plan: readonly PlannedAttribute[] } = { names: [], plan: [] };

/** Which of a record's attributes are hashed, in canonical order. @throws AuditValueError where Loki makes two names one */
export function planAttributes(names: readonly string[]): readonly PlannedAttribute[] {
  if (!isSameList(names, last.names)) last = { names, plan: makePlan(names) };
  return last.plan;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

function makePlan(names: readonly string[]): PlannedAttribute[] {
  const plan = names
    .filter((given) => HASHED_NAME.test(given))
    .map((given) => ({ given, name: toLokiName(given) }))
    .filter(({ name }) => !NOT_CONTENT.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const [index, { given, name }] of plan.entries()) {
    if (plan[index - 1]?.name !== name) continue;
    throw new AuditValueError([given], `Loki stores it as ${name}, like another attribute`);
  }
  return plan.map((one) => ({ ...one, section: CHAIN_NAMES.filter((name) => name < one.name).length }));
}
