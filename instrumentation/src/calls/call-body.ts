import { hash } from 'node:crypto';
import { cutText } from '../record/cut-text.ts';
import { redactText } from '../redaction/redact-text.ts';
import type { Redactor } from '../redaction/redactor.ts';

/** A request's or response's body as its record holds it. */
export interface CallBody {
  readonly text: string;
  /** Size of the whole body; absent when it is not known. */
  readonly sizeBytes: number | undefined;
  readonly isTruncated: boolean;
  /** SHA-256 of the whole body, in hex, where it was cut and is known. */
  readonly sha256: string | undefined;
}

/** Bytes of a body, all or the first of them. */
export interface CopiedBytes {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
  /** Size that a header claims, where not all bytes were copied. */
  readonly claimedBytes?: number | undefined;
}

const TEXT_TYPE =
  /^text\/|[/+](?:json|xml|x-ndjson|javascript|x-www-form-urlencoded|graphql|yaml|csv)\b|^multipart\/form-data/i;

/** A body as text without secrets, cut at a character boundary; bytes that are no text as `base64:…`. */
export function toCallBody(
  copied: CopiedBytes,
  contentType: string | undefined,
  limitBytes: number,
  redactor: Redactor,
): CallBody {
  const { bytes, isWhole } = copied;
  const isTruncated = !isWhole || bytes.length > limitBytes;
  return {
    text: isText(bytes, contentType, isWhole)
      ? redactText(cutText(bytes.toString('utf8'), limitBytes), redactor)
      : `base64:${bytes.subarray(0, Math.floor((limitBytes * 3) / 4)).toString('base64')}`,
    sizeBytes: isWhole ? bytes.length : copied.claimedBytes,
    isTruncated,
    sha256: isTruncated && isWhole ? hash('sha256', bytes, 'hex') : undefined,
  };
}

function isText(bytes: Buffer, contentType: string | undefined, isWhole: boolean): boolean {
  if (contentType !== undefined && TEXT_TYPE.test(contentType)) return true;
  if (contentType !== undefined && /^(?:image|audio|video|font)\//i.test(contentType)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return !bytes.subarray(0, 1024).includes(0);
  } catch {
    return false;
  }
}
