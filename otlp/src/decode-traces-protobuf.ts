import { DecodeBudget, type DecodeLimits } from './decode-limits.ts';
import { readGroup, readResource, readScope } from './decode-resource-protobuf.ts';
import { readSpan } from './decode-span-protobuf.ts';
import { EMPTY_RESOURCE, EMPTY_SCOPE } from './empty-resource.ts';
import { ProtobufSource, toDecodeError } from './protobuf-source.ts';
import type { ResourceSpans, ScopeSpans, TracesRequest } from './span.ts';

/** Decodes an `ExportTraceServiceRequest`. */
export function decodeTracesProtobuf(bytes: Uint8Array, limits: DecodeLimits): TracesRequest {
  const source = new ProtobufSource(bytes, new DecodeBudget(limits));
  const resourceSpans: ResourceSpans[] = [];
  try {
    while (source.pos < source.len) {
      const tag = source.tag();
      if (tag === ((1 << 3) | 2)) resourceSpans.push(readResourceSpans(source));
      else source.skipField(tag, 0);
    }
  } catch (error) {
    throw toDecodeError(error, 'the traces request', source, `resourceSpans[${resourceSpans.length}]`);
  }
  return { resourceSpans };
}

function readResourceSpans(source: ProtobufSource): ResourceSpans {
  const group = readGroup(source, 1, EMPTY_RESOURCE, readResource, readScopeSpans);
  return { resource: group.owner, schemaUrl: group.schemaUrl, scopeSpans: group.items };
}

function readScopeSpans(source: ProtobufSource, depth: number): ScopeSpans {
  const group = readGroup(source, depth, EMPTY_SCOPE, readScope, readSpan);
  return { scope: group.owner, schemaUrl: group.schemaUrl, spans: group.items };
}
