import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { cutText } from '../record/cut-text.ts';
import { redactText } from '../redaction/redact-text.ts';
import type { Redactor } from '../redaction/redactor.ts';
import type { CopiedBytes } from '../wire/body-tap.ts';
import { decodeBody } from './decode-body.ts';
import { toMultipartText } from './multipart-text.ts';

/** A request's or response's body as its record holds it. */
export interface CallBody {
  /** Absent where the capture policy leaves it out. */
  readonly text: string | undefined;
  /** Size of the whole body as transferred; absent when it is not known. */
  readonly sizeBytes: number | undefined;
  readonly isTruncated: boolean;
  /** SHA-256 of the whole body as transferred, in hex, where it was cut and is known. */
  readonly sha256: string | undefined;
}

/** What a body's headers say of it. */
export interface BodyKind {
  readonly contentType: string | undefined;
  /** `content-encoding`; absent where the bytes are decoded already. */
  readonly encoding?: string | undefined;
}

const TEXT_TYPE = /^text\/|[/+](?:json|xml|x-ndjson|javascript|x-www-form-urlencoded|graphql|yaml|csv)\b/i;
/** Bytes of a character without its last one. */
const LONGEST_REST = 3;
const MEDIA_TYPE = /^(?:image|audio|video|font)\//i;

/** A body as text without secrets, decoded, cut at a character boundary; bytes that are no text as `base64:…`. */
export function toCallBody(copied: CopiedBytes, kind: BodyKind, limitBytes: number, redactor: Redactor): CallBody {
  const { bytes, isWhole } = kind.encoding === undefined ? copied : decodeBody(copied, kind.encoding, limitBytes);
  const isTruncated = !isWhole || bytes.length > limitBytes;
  const text = toText(bytes, kind.contentType, isWhole);
  return {
    text:
      text === undefined
        ? `base64:${bytes.subarray(0, Math.floor((limitBytes * 3) / 4)).toString('base64')}`
        : redactText(cutText(text, limitBytes), redactor),
    sizeBytes: toSizeBytes(copied),
    isTruncated,
    sha256: isTruncated ? toHash(copied) : undefined,
  };
}

/** A body that the capture policy leaves out: its size alone. */
export function toOmittedBody(sizeBytes: number | undefined): CallBody {
  return { text: undefined, sizeBytes, isTruncated: false, sha256: undefined };
}

/** Size of a whole body as transferred; undefined when it is not known. */
export function toSizeBytes({ bytes, isWhole, sizeBytes }: CopiedBytes): number | undefined {
  return sizeBytes ?? (isWhole ? bytes.length : undefined);
}

function toHash({ bytes, isWhole, sha256 }: CopiedBytes): string | undefined {
  return isWhole ? hash('sha256', bytes, 'hex') : sha256;
}

/** Undefined where the bytes are no text. */
function toText(bytes: Buffer, contentType: string | undefined, isWhole: boolean): string | undefined {
  if (contentType !== undefined) {
    if (/^multipart\//i.test(contentType)) return toMultipartText(bytes, contentType) ?? bytes.toString('utf8');
    if (TEXT_TYPE.test(contentType)) return bytes.toString('utf8');
    if (MEDIA_TYPE.test(contentType)) return undefined;
  }
  return isText(bytes, isWhole) ? bytes.toString('utf8') : undefined;
}

/** A body that is cut may end within a character. */
function isText(bytes: Buffer, isWhole: boolean): boolean {
  if (bytes.subarray(0, 1024).includes(0)) return false;
  for (let cut = 0; cut <= (isWhole ? 0 : LONGEST_REST); cut++) {
    if (isUtf8(bytes.subarray(0, bytes.length - cut))) return true;
  }
  return false;
}
