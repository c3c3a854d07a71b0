import { css } from '@emotion/css';
import { explainOutcome, keptUntil } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { KeepNote } from '../../../components/KeepNote.tsx';
import { PageLink } from '../../../components/PageLink.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { SpanLink } from '../../../components/SpanLink.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import { formatDuration } from '../../../lib/duration.ts';
import type { CallRowView } from '../view-model.ts';

/** What happened, where it came from and who it was for. */
export function CallFacts({ view }: { readonly view: CallRowView }) {
  const styles = useStyles2(getStyles);
  const { record } = view;
  const meaning = record.type === 'api-call' ? explainOutcome(record.statusCode, record.errorType) : undefined;
  const failure = record.type === 'api-call' ? record.body?.error : undefined;
  const { untilUnixMillis } = keptUntil(record);
  return (
    <>
      <p>
        <StatusSign status={view.status} word={view.statusWord} />
        {meaning && (
          <>
            {' '}
            <Text weight="medium">{meaning.title}.</Text>{' '}
            <Text color="secondary">{`${meaning.meaning} ${meaning.advice}`}</Text>
          </>
        )}
      </p>
      {failure && (
        <p>
          It failed in phase <SafeText text={failure.phase} /> at <SafeText text={failure.host} />:{' '}
          <SafeText text={failure.cause} />
        </p>
      )}
      <dl className={styles.facts}>
        <Fact name="Bot">
          <SafeText text={`${view.bot} · ${view.environment}`} />
        </Fact>
        <Fact name="Source">
          {view.stepPath === undefined ? (
            <SafeText text={view.source} />
          ) : (
            <PageLink to={view.stepPath} className="external-link">
              <SafeText text={view.source} /> ↗
            </PageLink>
          )}
        </Fact>
        <Fact name="User">
          <SafeText text={view.user} />
        </Fact>
        <Fact name="Application">
          <SafeText text={view.application} />
        </Fact>
        <Fact name="Time">
          <TimeText millis={view.startMillis} />
        </Fact>
        {view.durationMillis !== undefined && <Fact name="Duration">{formatDuration(view.durationMillis)}</Fact>}
        <Fact name="Kept">
          <KeepNote untilMillis={untilUnixMillis} isPinned={record.pinned} />
        </Fact>
      </dl>
      <SpanLink record={record} />
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(26ch, 1fr))',
    gap: theme.spacing(0.5, 2),
  }),
  fact: css({ display: 'flex', gap: theme.spacing(1) }),
  name: css({ color: theme.colors.text.secondary, fontWeight: 'inherit', minWidth: '11ch' }),
  value: css({ margin: 0, overflowWrap: 'anywhere' }),
});
