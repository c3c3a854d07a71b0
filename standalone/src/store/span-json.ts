import { decodeTracesRequest, encodeTracesJson } from '@botscope/otlp';
import type { StoredSpan } from './span-reader.ts';

/** A span with its resource and scope as text: an OTLP/JSON request that holds nothing else. */
export function formatSpan({ resource, scope, span }: StoredSpan): string {
  return encodeTracesJson({
    resourceSpans: [{ resource, schemaUrl: '', scopeSpans: [{ scope, schemaUrl: '', spans: [span] }] }],
  });
}

/** What {@link formatSpan} wrote. */
export function parseSpan(text: string): StoredSpan {
  const group = decodeTracesRequest(Buffer.from(text), 'application/json').resourceSpans[0];
  const scopeGroup = group?.scopeSpans[0];
  const span = scopeGroup?.spans[0];
  if (group === undefined || scopeGroup === undefined || span === undefined) {
    throw new Error(`the store holds an unreadable span: ${text}`);
  }
  return { resource: group.resource, scope: scopeGroup.scope, span };
}
