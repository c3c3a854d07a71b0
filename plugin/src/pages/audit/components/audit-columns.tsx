import { dateTimeFormat } from '@grafana/data';
import { SafeText } from '../../../components/SafeText.tsx';
import type { DataColumn } from '../../../components/data-column.ts';
import { formatIso } from '../../../lib/time-format.ts';
import type { AuditRowView } from '../view-model.ts';
import { EntityCell } from './EntityCell.tsx';

/** Columns of the audit log; beside the entry that is pinned there is no room for the entity's id. */
export function createAuditColumns(
  timeZone: string,
  pinnedKey: string | undefined,
  onPin: (view: AuditRowView) => void,
): readonly DataColumn<AuditRowView>[] {
  const columns: readonly DataColumn<AuditRowView>[] = [
    text('id', 'ID', '22ch', (view) => view.id),
    text('user', 'User', 'minmax(12ch, 1fr)', (view) =>
      view.actorNote === undefined ? view.user : `${view.user} (${view.actorNote})`,
    ),
    text('action', 'Action', 'minmax(10ch, 0.6fr)', (view) => view.action),
    {
      id: 'entity',
      header: 'Entity name',
      track: 'minmax(16ch, 1.6fr)',
      render: (view, { isActive }) => (
        <EntityCell view={view} isPinned={view.key === pinnedKey} isReachable={isActive} onPin={() => onPin(view)} />
      ),
    },
    text('entityId', 'Entity ID', 'minmax(10ch, 0.8fr)', (view) => view.entityId),
    {
      id: 'timestamp',
      header: 'Timestamp',
      track: '22ch',
      render: (view) => <Timestamp millis={view.millis} timeZone={timeZone} />,
    },
  ];
  return pinnedKey === undefined ? columns : columns.filter(({ id }) => id !== 'entityId');
}

/** To the second, as audit entries are quoted; ISO with milliseconds on hover. */
function Timestamp({ millis, timeZone }: { readonly millis: number; readonly timeZone: string }) {
  return (
    <time dateTime={new Date(millis).toISOString()} title={formatIso(millis, timeZone)}>
      {dateTimeFormat(millis, { timeZone, format: 'D MMM YYYY HH:mm:ss' })}
    </time>
  );
}

function text(
  id: string,
  header: string,
  track: string,
  getText: (view: AuditRowView) => string,
): DataColumn<AuditRowView> {
  return { id, header, track, render: (view) => <SafeText text={getText(view)} /> };
}
