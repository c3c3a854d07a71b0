import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { TimeText } from '../../../components/TimeText.tsx';
import { useServices } from '../../../lib/services.ts';
import type { FeedState } from '../../../lib/live-feed.ts';
import type { LiveConsole } from '../useLiveConsole.ts';

/** Whether the console keeps up, by which way, how far it is behind, and when records were last read. */
export function LiveStatus({ live }: { readonly live: LiveConsole }) {
  const styles = useStyles2(getStyles);
  const { nowMillis } = useServices();
  const { feed, isPaused, waitingCount, behindMillis } = live;
  const state = isPaused ? `⏸ paused, ${waitingCount} waiting` : describeFeed(feed, behindMillis);
  return (
    <span className={styles.status}>
      <span role="status" aria-label="Live state" title={explainFeed(feed)}>
        {state}
      </span>
      {feed.readAtMillis !== undefined && (
        <span aria-label="Last refreshed">
          last refreshed <TimeText millis={feed.readAtMillis} sameDayAsMillis={nowMillis()} />
        </span>
      )}
    </span>
  );
}

function describeFeed({ way, error }: FeedState, behindMillis: number | undefined): string {
  if (error !== undefined) return '✗ not live: the records cannot be read';
  const behind = behindMillis === undefined ? '' : `, ${formatBehind(behindMillis)} behind`;
  switch (way) {
    case 'connecting':
      return '… connecting';
    case 'socket':
      return `● live${behind}`;
    case 'polling':
      return `● live by polling${behind}`;
    case 'none':
      return '■ not live: refreshed by hand';
  }
}

function explainFeed({ way }: FeedState): string {
  switch (way) {
    case 'socket':
      return 'Records are pushed through a WebSocket as they arrive';
    case 'polling':
      return 'Records are asked for again and again; no WebSocket is open';
    case 'connecting':
      return 'A WebSocket is being opened';
    case 'none':
      return 'Choose Live or an interval beside the refresh button';
  }
}

function formatBehind(millis: number): string {
  return millis < 60_000 ? `${(millis / 1_000).toFixed(1)} s` : `${Math.round(millis / 60_000)} min`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  status: css({
    display: 'inline-flex',
    gap: theme.spacing(2),
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    '& > :first-child': { color: theme.colors.text.primary },
  }),
});
