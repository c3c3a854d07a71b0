import { hash } from 'node:crypto';
import { canonicalJson, type AuditValue } from '@botscope/audit-chain';
import type { AuditBody } from '@botscope/conventions';
import { diff, parseJson, toJsonPointer, type DeltaEntry } from '@botscope/delta';
import { redactText } from '../redaction/redact-text.ts';
import type { Redactor } from '../redaction/redactor.ts';
import type { NarrowedAuditEntry } from './narrow-audit-entry.ts';

const LARGEST_CONTEXT_BYTES = 65_536;

/**
 * Canonical JSON text of an audit record's body, without secrets. States that are together over the limit are not
 * stored: the delta with the SHA-256 of both takes their place, and where that is over the limit too, the changed paths
 * with hashes.
 */
export function toAuditBody(entry: NarrowedAuditEntry, limitBytes: number, redactor: Redactor): string {
  const before = toCleanText(entry.before, redactor);
  const after = toCleanText(entry.after, redactor);
  const context = toContextText(entry.context, redactor);
  const stateSizeBytes = Buffer.byteLength(before ?? '') + Buffer.byteLength(after ?? '');
  if (stateSizeBytes <= limitBytes) return join({ after, before, context });
  const hashes = {
    afterSha256: after && `"${sha256(after)}"`,
    beforeSha256: before && `"${sha256(before)}"`,
    stateSizeBytes: String(stateSizeBytes),
  };
  const delta = diff(
    before === undefined ? undefined : parseJson(before),
    after === undefined ? undefined : parseJson(after),
  );
  const deltaText = canonicalJson(delta);
  if (Buffer.byteLength(deltaText) <= limitBytes) return join({ ...hashes, context, delta: deltaText });
  return join({ ...hashes, context, paths: canonicalJson(toPaths(delta, limitBytes)) });
}

/** Redacted as text: exact at any depth, and canonical text stays canonical. */
function toCleanText(value: AuditValue, redactor: Redactor): string | undefined {
  return value === null ? undefined : redactText(canonicalJson(value), redactor);
}

function toContextText(context: AuditValue, redactor: Redactor): string | undefined {
  const text = toCleanText(context, redactor);
  if (text === undefined || Buffer.byteLength(text) <= LARGEST_CONTEXT_BYTES) return text;
  return `{"$truncated":${Buffer.byteLength(text)}}`;
}

/** An object of JSON texts; names sorted, undefined ones left out. */
function join(members: Readonly<Record<string, string | undefined>>): string {
  const present = Object.entries(members).filter(([, text]) => text !== undefined);
  return `{${present
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `"${name}":${text}`)
    .join(',')}}`;
}

/** As many changed paths as fit; a reader knows by the hashes of the whole that there may be more. */
function toPaths(delta: readonly DeltaEntry[], limitBytes: number): NonNullable<AuditBody['paths']> {
  const paths: NonNullable<AuditBody['paths']>[number][] = [];
  let sizeBytes = 0;
  for (const entry of delta) {
    const path = toPath(entry);
    sizeBytes += Buffer.byteLength(JSON.stringify(path)) + 1;
    if (sizeBytes > limitBytes) break;
    paths.push(path);
  }
  return paths;
}

function toPath(entry: DeltaEntry): NonNullable<AuditBody['paths']>[number] {
  const path = toJsonPointer(entry.path);
  switch (entry.op) {
    case 'add':
      return { path, afterSha256: sha256(canonicalJson(entry.value)) };
    case 'remove':
      return { path, beforeSha256: sha256(canonicalJson(entry.value)) };
    case 'replace':
      return {
        path,
        beforeSha256: sha256(canonicalJson(entry.before)),
        afterSha256: sha256(canonicalJson(entry.after)),
      };
    case 'move':
      return { path };
  }
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
