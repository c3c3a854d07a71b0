/**
 * A value of an attribute or a body. Integers (`intValue`) are `bigint`, doubles are `number`, an empty value is
 * `null`, bytes are a `Uint8Array`.
 */
export type AttributeValue =
  null | string | boolean | bigint | number | Uint8Array | readonly AttributeValue[] | AttributeMap;

/** Attributes by name. Maps made by this package have no prototype, so `__proto__` is a name like any other. */
export interface AttributeMap {
  readonly [name: string]: AttributeValue;
}

/** An {@link AttributeMap} while it is being filled. */
export type MutableAttributeMap = Record<string, AttributeValue>;

/** A map without prototype and without entries. */
export function createAttributeMap(): MutableAttributeMap {
  return Object.create(null) as MutableAttributeMap;
}
