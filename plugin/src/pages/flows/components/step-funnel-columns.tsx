import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { DataColumn } from '../../../components/data-column.ts';
import { PageLink } from '../../../components/PageLink.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { NodeAnchor } from './NodeAnchor.tsx';
import type { FlowStepView } from '../view-model.ts';

/** Columns of the step funnel. */
export const STEP_FUNNEL_COLUMNS: readonly DataColumn<FlowStepView>[] = [
  { id: 'index', header: '#', track: '3ch', align: 'end', render: ({ index }) => index },
  {
    id: 'name',
    header: 'Step',
    track: 'minmax(12ch, 2fr)',
    render: ({ name, type }) => (
      <span title={type}>
        <SafeText text={name} />
      </span>
    ),
  },
  {
    id: 'reached',
    header: 'Reached',
    track: 'minmax(12ch, 1.4fr)',
    render: (step) => <ReachedBar share={step.reachedShare} count={step.reachedCount} />,
  },
  { id: 'errors', header: 'Errors', track: '11ch', align: 'end', render: ({ errors }) => errors },
  {
    id: 'dropOff',
    header: 'Drop-off',
    track: '11ch',
    align: 'end',
    render: ({ dropOffs, dropOffPath }, { isActive }) => link(dropOffPath, dropOffs, 'Newest drop-off', isActive),
  },
  { id: 'median', header: 'Median', track: '9ch', align: 'end', render: ({ median }) => median },
  {
    id: 'slowest',
    header: 'Slowest',
    track: '9ch',
    align: 'end',
    render: ({ slowest, slowestPath }, { isActive }) => link(slowestPath, slowest, 'Slowest turn', isActive),
  },
  {
    id: 'node',
    header: 'Node',
    track: '5ch',
    render: ({ node }, { isActive }) => <NodeAnchor node={node} label="View node" isReachable={isActive} />,
  },
];

function link(path: string | undefined, text: string, label: string, isActive: boolean) {
  if (path === undefined) return text;
  return (
    <PageLink to={path} aria-label={`${label}: ${text}`} tabIndex={isActive ? 0 : -1}>
      {text}
    </PageLink>
  );
}

function ReachedBar({ share, count }: { readonly share: number; readonly count: number }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.reached}>
      <span className={styles.track} aria-hidden>
        <span className={styles.bar} style={{ width: `${Math.max(2, share * 100)}%` }} />
      </span>
      {count.toLocaleString('en')}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  reached: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  track: css({ flex: 1, minWidth: 0, height: theme.spacing(1), background: theme.colors.background.secondary }),
  bar: css({ display: 'block', height: '100%', background: theme.colors.primary.main }),
});
