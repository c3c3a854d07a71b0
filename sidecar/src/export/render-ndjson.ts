import type { BotRecord } from '@botscope/records';

/** What a terminal, an editor or a spreadsheet could be fooled by; JSON's own escapes cover the rest. */
const HOSTILE = /[\u007f-\u009f\p{Bidi_Control}\u200b\u2028\u2029\u2060-\u2064\ufeff]/gu;

/**
 * A record as one line of JSON: time in nanoseconds, uid, attributes as stored, and its body, as JSON where it is JSON. Every
 * number keeps its digits.
 */
export function renderNdjson(record: BotRecord): string {
  const { uid, timestampUnixNano, labels, metadata, line } = record;
  const head = JSON.stringify({
    time: toIsoNanos(timestampUnixNano),
    timeUnixNano: String(timestampUnixNano),
    uid,
    attributes: { ...metadata, ...labels },
  });
  const body = isJson(line) ? line.replace(/[\r\n\t]/g, ' ') : JSON.stringify(line);
  return `${head.slice(0, -1)},"body":${body}}`.replace(HOSTILE, toEscape);
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** `2026-11-21T14:02:11.482000001Z`. */
function toIsoNanos(unixNano: bigint): string {
  const millis = new Date(Number(unixNano / 1_000_000n)).toISOString();
  return `${millis.slice(0, -1)}${String(unixNano % 1_000_000n).padStart(6, '0')}Z`;
}
