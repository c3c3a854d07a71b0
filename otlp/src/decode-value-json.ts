import { createAttributeMap, type AttributeMap, type AttributeValue } from './attribute-value.ts';
import { checkDepth } from './decode-limits.ts';
import { JsonFields } from './json-fields.ts';

/** An `AnyValue` object that stands at `depth` (counted as in protobuf: the request itself is 0). */
export function toValue(fields: JsonFields, depth: number): AttributeValue {
  checkDepth(depth);
  fields.budget.takeValue();
  if (fields.has('stringValue')) return fields.text('stringValue');
  if (fields.has('intValue')) return fields.integer64('intValue');
  if (fields.has('boolValue')) return fields.boolean('boolValue');
  if (fields.has('doubleValue')) return fields.double('doubleValue');
  if (fields.has('bytesValue')) return fields.bytes('bytesValue');
  if (fields.has('arrayValue')) return fields.inside('arrayValue', [], (list) => toList(list, depth + 1));
  return fields.inside<AttributeValue>('kvlistValue', null, (map) => toAttributes(map, 'values', depth + 1));
}

function toList(fields: JsonFields, depth: number): AttributeValue[] {
  return fields.list('values', (item) => toValue(new JsonFields(item, '', fields.budget), depth + 1));
}

/** The list `name` of `KeyValue` objects in a message that stands at `depth`. A key sent twice keeps its last value. */
export function toAttributes(fields: JsonFields, name: string, depth: number): AttributeMap {
  const attributes = createAttributeMap();
  fields.list(name, (item, index) => {
    fields.budget.checkAttributes(index + 1);
    checkDepth(depth + 1);
    const pair = new JsonFields(item, '', fields.budget);
    attributes[pair.text('key')] = pair.inside<AttributeValue>('value', null, (value) => toValue(value, depth + 2));
  });
  return attributes;
}
