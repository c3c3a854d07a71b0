import { css } from '@emotion/css';
import { toUnixMillis, type BotRecord } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useHref } from 'react-router-dom';
import { ACTION_EXPLORE, buildTracePath } from '../lib/explore-link.ts';
import { useServices } from '../lib/services.ts';

type SpanRecord = Pick<BotRecord, 'traceId' | 'spanId' | 'timestampUnixNano' | 'durationMillis'>;

const AROUND_MILLIS = 60_000;

/** A link to a record's span in Explore, for those who may open Explore and where there is a trace source. */
export function SpanLink({ record }: { readonly record: SpanRecord }) {
  const { hasAction, findTraceSource } = useServices();
  const sourceUid = hasAction(ACTION_EXPLORE) ? findTraceSource() : undefined;
  const { traceId, spanId, timestampUnixNano, durationMillis = 0 } = record;
  if (sourceUid === undefined || traceId === undefined) return null;
  const endMillis = toUnixMillis(timestampUnixNano);
  const path = buildTracePath({
    traceId,
    ...(spanId === undefined ? {} : { spanId }),
    sourceUid,
    fromMillis: endMillis - durationMillis - AROUND_MILLIS,
    toMillis: endMillis + AROUND_MILLIS,
  });
  return <ExploreAnchor path={path} />;
}

function ExploreAnchor({ path }: { readonly path: string }) {
  const styles = useStyles2(getStyles);
  return (
    <a className={styles.link} href={useHref(path)}>
      Span in Explore ↗
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ link: css({ color: theme.colors.text.link }) });
