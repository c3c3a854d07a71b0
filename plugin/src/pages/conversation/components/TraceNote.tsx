import { css } from '@emotion/css';
import { toUnixMillis, type Turn } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useNow } from '../../../lib/useNow.ts';
import { useServices } from '../../../lib/services.ts';
import { useQuery } from '../../../lib/useQuery.ts';
import { toTraceState, type TraceState } from '../trace-state.ts';

/** The Collector decides half a minute after a turn whether its trace is kept. */
const SETTLED_MILLIS = 60_000;
const TEXTS: Readonly<Record<Exclude<TraceState, 'stored'>, string>> = {
  absent: 'Its trace was sampled away; the steps are complete without it.',
  unreachable: 'Tempo cannot be asked: the timings of its trace are missing. The steps come from Loki, with their own.',
};

/** Says when there is no trace of a turn to look at: then only its records tell of it. */
export function TraceNote({ turn }: { readonly turn: Turn }) {
  const styles = useStyles2(getStyles);
  const { backend } = useServices();
  const now = useNow();
  const { traceId, completed, lastUnixNano } = turn;
  const isSettled = completed !== undefined && now - toUnixMillis(lastUnixNano) > SETTLED_MILLIS;
  const key = isSettled ? traceId : undefined;
  const { data, error, isStale } = useQuery(key, (signal) =>
    backend({ area: 'traces', method: 'GET', path: `api/v2/traces/${traceId ?? ''}`, signal }),
  );
  const state = key === undefined ? undefined : toTraceState(isStale ? undefined : data, error);
  if (state === undefined || state === 'stored') return null;
  return (
    <span role="status" className={styles.note}>
      {TEXTS[state]}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ note: css({ color: theme.colors.text.secondary }) });
