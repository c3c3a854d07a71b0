import { AttributeCollector } from './decode-value-protobuf.ts';
import type { ProtobufSource } from './protobuf-source.ts';
import type { OtlpResource, OtlpScope } from './resource.ts';
import { EMPTY_RESOURCE, EMPTY_SCOPE } from './empty-resource.ts';

const SCHEMA_URL = (3 << 3) | 2;
const RESOURCE_OR_SCOPE = (1 << 3) | 2;
const ITEMS = (2 << 3) | 2;

/** A group of telemetry: `ResourceLogs`, `ScopeLogs`, `ResourceSpans` and `ScopeSpans` share their field numbers. */
export interface ProtobufGroup<Owner, Item> {
  readonly owner: Owner;
  readonly items: Item[];
  readonly schemaUrl: string;
}

/** Reads a group that stands at `depth`; owner and items are one level deeper. */
export function readGroup<Owner, Item>(
  source: ProtobufSource,
  depth: number,
  absent: Owner,
  readOwner: (source: ProtobufSource, depth: number) => Owner,
  readItem: (source: ProtobufSource, depth: number, index: number) => Item,
): ProtobufGroup<Owner, Item> {
  source.budget.takeRecord();
  const outer = source.enter();
  let owner = absent;
  let schemaUrl = '';
  const items: Item[] = [];
  while (source.pos < source.len) {
    const tag = source.tag();
    if (tag === ITEMS) items.push(readItem(source, depth + 1, items.length));
    else if (tag === RESOURCE_OR_SCOPE) owner = readOwner(source, depth + 1);
    else if (tag === SCHEMA_URL) schemaUrl = source.text();
    else source.skipField(tag, depth);
  }
  source.leave(outer);
  return { owner, items, schemaUrl };
}

/** A `Resource` message. */
export function readResource(source: ProtobufSource, depth: number): OtlpResource {
  const outer = source.enter();
  const collector = new AttributeCollector(source);
  let droppedAttributesCount = EMPTY_RESOURCE.droppedAttributesCount;
  while (source.pos < source.len) {
    const tag = source.tag();
    if (tag === ((1 << 3) | 2)) collector.read(depth + 1);
    else if (tag === 2 << 3) droppedAttributesCount = source.uint32();
    else source.skipField(tag, depth);
  }
  source.leave(outer);
  return { attributes: collector.attributes, droppedAttributesCount };
}

/** An `InstrumentationScope` message. */
export function readScope(source: ProtobufSource, depth: number): OtlpScope {
  const outer = source.enter();
  const collector = new AttributeCollector(source);
  let { name, version, droppedAttributesCount } = EMPTY_SCOPE;
  while (source.pos < source.len) {
    const tag = source.tag();
    if (tag === ((1 << 3) | 2)) name = source.text();
    else if (tag === ((2 << 3) | 2)) version = source.text();
    else if (tag === ((3 << 3) | 2)) collector.read(depth + 1);
    else if (tag === 4 << 3) droppedAttributesCount = source.uint32();
    else source.skipField(tag, depth);
  }
  source.leave(outer);
  return { name, version, attributes: collector.attributes, droppedAttributesCount };
}
