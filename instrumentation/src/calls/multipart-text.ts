import { isUtf8 } from 'node:buffer';

/**
 * A multipart body as text: parts that are no text stand as `base64:…` between the others, so that names and texts can be
 * read, and secrets among them found. Undefined where the type names no boundary.
 */
export function toMultipartText(bytes: Buffer, contentType: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const delimiter = `--${boundary}`;
  return bytes.toString('latin1').split(delimiter).map(toPartText).join(delimiter);
}

/** A part between two delimiters: headers, an empty line, content, a line end; all as latin1. */
function toPartText(part: string): string {
  const bytes = Buffer.from(part, 'latin1');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const start = part.indexOf('\r\n\r\n') + 4;
  const end = part.endsWith('\r\n') ? part.length - 2 : part.length;
  if (start < 4 || end < start) return `base64:${bytes.toString('base64')}`;
  const content = bytes.subarray(start, end).toString('base64');
  return `${bytes.toString('utf8', 0, start)}base64:${content}${part.slice(end)}`;
}
