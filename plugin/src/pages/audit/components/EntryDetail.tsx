import { keptUntil } from '@botscope/records';
import { Stack } from '@grafana/ui';
import { KeepNote } from '../../../components/KeepNote.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import type { AuditRowView } from '../view-model.ts';
import { EntryDelta } from './EntryDelta.tsx';

/** One entry in full. */
export function EntryDetail({ view }: { readonly view: AuditRowView }) {
  const { record } = view;
  return (
    <Stack direction="column" gap={1}>
      <div>
        <SafeText text={view.action} /> by <SafeText text={view.user} />
        {view.actorNote !== undefined && <> ({view.actorNote})</>}
        {record.actor?.email !== undefined && (
          <>
            {' '}
            · <SafeText text={record.actor.email} />
          </>
        )}{' '}
        · <TimeText millis={view.millis} />
      </div>
      <div>
        ID <SafeText text={view.id} /> · entity ID <SafeText text={view.entityId} /> ·{' '}
        <KeepNote untilMillis={keptUntil(record).untilUnixMillis} isPinned={record.pinned} />
      </div>
      <EntryDelta line={record.line} />
    </Stack>
  );
}
