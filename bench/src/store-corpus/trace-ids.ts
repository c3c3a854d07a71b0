import { ATTR_TURN_ID } from '@botscope/conventions';
import type { CorpusRecord } from '../corpus/corpus-record.ts';

/** Trace of a turn: 32 hex digits made from its id. */
export function toTraceId(turnId: string): string {
  const digits = turnId.slice(2);
  return digits + [...digits].reverse().join('');
}

/** Trace of a record's turn, or empty. */
export function traceOf({ attributes }: CorpusRecord): string {
  const turnId = attributes[ATTR_TURN_ID];
  return typeof turnId === 'string' ? toTraceId(turnId) : '';
}
