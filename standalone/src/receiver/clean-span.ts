import { SPAN_ATTRIBUTES_REMOVED } from '@botscope/conventions';
import type { AttributeMap, AttributeValue, OtlpSpan } from '@botscope/otlp';

/** Longest text of a span's attribute. */
const MAX_TEXT_BYTES = 256 * 1024;

/**
 * A span without the attributes that are never stored (on its events and links neither) and with long texts cut; a
 * cut text says so at its end.
 */
export function cleanSpan(span: OtlpSpan): OtlpSpan {
  return {
    ...span,
    attributes: cleanAttributes(span.attributes),
    events: span.events.map((event) => ({ ...event, attributes: cleanAttributes(event.attributes) })),
    links: span.links.map((link) => ({ ...link, attributes: cleanAttributes(link.attributes) })),
  };
}

function cleanAttributes(attributes: AttributeMap): AttributeMap {
  const clean = Object.create(null) as Record<string, AttributeValue>;
  for (const [name, value] of Object.entries(attributes)) {
    if (!(SPAN_ATTRIBUTES_REMOVED as readonly string[]).includes(name)) clean[name] = cutText(value);
  }
  return clean;
}

function cutText(value: AttributeValue): AttributeValue {
  if (typeof value !== 'string' || value.length * 3 <= MAX_TEXT_BYTES) return value;
  const bytes = Buffer.from(value);
  if (bytes.length <= MAX_TEXT_BYTES) return value;
  return `${cutAtCharacter(bytes)}… [cut, ${bytes.length} bytes]`;
}

function cutAtCharacter(bytes: Buffer): string {
  let end = MAX_TEXT_BYTES;
  // Bytes 10xxxxxx go on with the character before them.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
