import { css } from '@emotion/css';
import { buildPagePath } from '@botscope/conventions';
import { toUnixMillis, type BotRecord } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { PageLink } from '../../../components/PageLink.tsx';
import { RecordRaw } from '../../../components/RecordRaw.tsx';
import { SpanLink } from '../../../components/SpanLink.tsx';
import { JsonView } from '../../../components/JsonView.tsx';

/** A record of the console in full: where it belongs, the variables it changed, body and attributes. */
export function ConsoleDetail({ record }: { readonly record: BotRecord | undefined }) {
  const styles = useStyles2(getStyles);
  if (!record)
    return <p>The record of this link is not among the lines of the console. Refresh, or open its conversation.</p>;
  const changes = toChanges(record);
  return (
    <>
      <p className={styles.links}>
        {record.conversationId !== undefined && <PageLink to={toConversationPath(record)}>Open its turn</PageLink>}
        <SpanLink record={record} />
      </p>
      {changes !== undefined && (
        <>
          <h3 className={styles.heading}>Variables</h3>
          <JsonView label="Variables of the record" value={changes} />
        </>
      )}
      <RecordRaw record={record} />
    </>
  );
}

/** Variables that a step or turn changed, or all of a snapshot. */
function toChanges(record: BotRecord): unknown {
  if (record.type === 'snapshot') return record.body?.variables;
  const delta =
    record.type === 'step' ? record.body?.variables?.delta : record.type === 'turn' ? record.body?.variablesDelta : [];
  if (!delta || delta.length === 0) return undefined;
  return Object.fromEntries(delta.map(({ name, ...change }) => [name, change]));
}

function toConversationPath(record: BotRecord): string {
  const millis = toUnixMillis(record.timestampUnixNano);
  return buildPagePath('conversation', {
    bot: record.botId,
    env: record.environment,
    uid: record.conversationId,
    turn: record.turnId,
    step: record.stepIndex,
    from: millis,
    to: millis,
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  links: css({ display: 'flex', gap: theme.spacing(2), margin: theme.spacing(1, 0) }),
  heading: css({ ...theme.typography.h6, margin: 0 }),
});
