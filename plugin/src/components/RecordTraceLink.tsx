import { css } from '@emotion/css';
import { toUnixMillis, type BotRecord } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useHref } from 'react-router-dom';
import { ACTION_EXPLORE, buildTracePath } from '../lib/explore-link.ts';
import { useServices } from '../lib/services.ts';

const AROUND_MILLIS = 60_000;

/** A link to a record's trace in Explore, for those who may open Explore and where there is a trace source. */
export function RecordTraceLink({ record }: { readonly record: BotRecord }) {
  const { hasAction, findTraceSource } = useServices();
  const sourceUid = hasAction(ACTION_EXPLORE) ? findTraceSource() : undefined;
  if (sourceUid === undefined || record.traceId === undefined) return null;
  const path = buildTracePath({
    traceId: record.traceId,
    sourceUid,
    fromMillis: toUnixMillis(record.startUnixNano) - AROUND_MILLIS,
    toMillis: toUnixMillis(record.timestampUnixNano) + AROUND_MILLIS,
  });
  return <ExploreAnchor path={path} />;
}

function ExploreAnchor({ path }: { readonly path: string }) {
  const styles = useStyles2(getStyles);
  return (
    <a className={styles.link} href={useHref(path)}>
      Trace in Explore ↗
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ link: css({ color: theme.colors.text.link }) });
