import type { AttributeMap, AttributeValue } from '@botscope/otlp';
import type { StoredSpan } from '../../store/span-reader.ts';

/** Tempo cuts longer texts without saying so. */
const MAX_TEXT_BYTES = 2048;

/** A span with the texts of its attributes, events, links, resource and scope as short as Tempo would have them. */
export function cutTexts({ resource, scope, span }: StoredSpan): StoredSpan {
  return {
    resource: cutOwner(resource),
    scope: cutOwner(scope),
    span: { ...cutOwner(span), events: span.events.map(cutOwner), links: span.links.map(cutOwner) },
  };
}

function cutOwner<Owner extends { readonly attributes: AttributeMap }>(owner: Owner): Owner {
  return { ...owner, attributes: cutMap(owner.attributes) };
}

function cutMap(attributes: AttributeMap): AttributeMap {
  const cut = Object.create(null) as Record<string, AttributeValue>;
  for (const [name, value] of Object.entries(attributes)) cut[name] = cutValue(value);
  return cut;
}

function cutValue(value: AttributeValue): AttributeValue {
  if (typeof value === 'string') return cutText(value);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Array.isArray(value) ? (value as readonly AttributeValue[]).map(cutValue) : cutMap(value as AttributeMap);
}

function cutText(text: string): string {
  if (text.length * 3 <= MAX_TEXT_BYTES || Buffer.byteLength(text) <= MAX_TEXT_BYTES) return text;
  // A character that the border would split is left out.
  return new TextDecoder().decode(Buffer.from(text).subarray(0, MAX_TEXT_BYTES), { stream: true });
}
