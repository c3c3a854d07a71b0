import type { SigningKey } from '@botscope/audit-chain';
import type { AttributeList } from '../record/attribute-list.ts';

/** A checkpoint before it is known what it says. */
export interface CheckpointDraft {
  readonly checkpointKey: SigningKey;
  readonly uid: string;
  readonly timestampUnixNano: bigint;
  readonly common: AttributeList;
}
