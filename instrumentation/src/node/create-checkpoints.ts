import type { SigningKey } from '@botscope/audit-chain';
import type { LogsEnvelope } from '@botscope/otlp';
import { AttributeList } from '../record/attribute-list.ts';
import { nextUid, nextUnixNano } from '../record/process-order.ts';
import { CheckpointSchedule } from './checkpoint-schedule.ts';
import type { BotRecordPipeline } from './spool-sink.ts';

/** Signed checkpoints of a pipeline's audit chain; without a key none are made. */
export function createCheckpoints(
  checkpointKey: SigningKey | undefined,
  pipeline: BotRecordPipeline,
  envelope: LogsEnvelope,
): Pick<CheckpointSchedule, 'count' | 'checkpoint'> {
  if (checkpointKey === undefined) return { count: () => {}, checkpoint: () => Promise.resolve() };
  const common = new AttributeList();
  return new CheckpointSchedule(() =>
    pipeline.append(envelope, { checkpointKey, uid: nextUid(), timestampUnixNano: nextUnixNano(), common }),
  );
}
