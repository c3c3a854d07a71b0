import type { LogsEnvelope } from '@botscope/otlp';
import { encodeBlock } from './block.ts';

/** First block of a segment: it has no records, its state says how to read those that follow. */
export interface SegmentHeader {
  /** Number of the first record in the queue's life, counted from 0. */
  readonly firstIndex: number;
  readonly envelope: LogsEnvelope;
  /** State of the queue's owner (JSON text) before the first record. */
  readonly ownerState: string;
}

/** The header as a block. */
export function encodeSegmentHeader(header: SegmentHeader, writtenAtMillis: number): Uint8Array {
  const state = JSON.stringify({
    version: 1,
    firstIndex: header.firstIndex,
    resource: Buffer.from(header.envelope.resourceField).toString('base64'),
    scope: Buffer.from(header.envelope.scopeField).toString('base64'),
    ownerState: header.ownerState,
  });
  return Buffer.concat(encodeBlock({ payload: new Uint8Array(), state, count: 0, writtenAtMillis }));
}

/** Reads a header block's state. Throws when another version of this package wrote it. */
export function parseSegmentHeader(state: string): SegmentHeader {
  const header = JSON.parse(state) as Record<string, unknown>;
  if (header['version'] !== 1) {
    throw new Error(`The spool has format ${String(header['version'])}, which this version cannot read: upgrade it.`);
  }
  return {
    firstIndex: Number(header['firstIndex']),
    envelope: {
      resourceField: Buffer.from(String(header['resource']), 'base64'),
      scopeField: Buffer.from(String(header['scope']), 'base64'),
    },
    ownerState: String(header['ownerState']),
  };
}
