import type { AttributeMap, AttributeValue } from './attribute-value.ts';
import type { OtlpResource, OtlpScope } from './resource.ts';

/** A JSON value to be passed to `JSON.stringify`. */
export type JsonObject = Record<string, unknown>;

/** A value as an OTLP/JSON `AnyValue`. */
export function valueToJson(value: AttributeValue): JsonObject {
  if (value === null) return {};
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'bigint':
      return { intValue: value.toString() };
    case 'number':
      return { doubleValue: Number.isFinite(value) && !Object.is(value, -0) ? value : toDoubleText(value) };
    default:
      return structureToJson(value);
  }
}

function structureToJson(value: Uint8Array | readonly AttributeValue[] | AttributeMap): JsonObject {
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (isList(value)) return { arrayValue: { values: value.map(valueToJson) } };
  return { kvlistValue: { values: attributesToJson(value) } };
}

function isList(value: readonly AttributeValue[] | AttributeMap): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

/** JSON numbers have neither these values nor a negative zero. */
function toDoubleText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Attributes as a list of OTLP/JSON `KeyValue`. */
export function attributesToJson(attributes: AttributeMap): JsonObject[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: valueToJson(value) }));
}

/** A resource in OTLP/JSON. */
export function resourceToJson(resource: OtlpResource): JsonObject {
  return withCount({ attributes: attributesToJson(resource.attributes) }, resource.droppedAttributesCount);
}

/** A scope in OTLP/JSON. */
export function scopeToJson(scope: OtlpScope): JsonObject {
  const { name, version, attributes } = scope;
  return withCount({ name, version, attributes: attributesToJson(attributes) }, scope.droppedAttributesCount);
}

/** Adds the count of dropped attributes where there is one. */
export function withCount(object: JsonObject, droppedAttributesCount: number): JsonObject {
  return droppedAttributesCount === 0 ? object : { ...object, droppedAttributesCount };
}
