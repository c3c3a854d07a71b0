import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useState } from 'react';
import { DataList } from '../../../components/DataList.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { LoadingRows } from '../../../components/LoadingRows.tsx';
import { PageLink } from '../../../components/PageLink.tsx';
import { useServices } from '../../../lib/services.ts';
import type { TimeBounds } from '../../../lib/time-range.ts';
import { useFlowSteps } from '../useFlowSteps.ts';
import { toConversationsPath, toStepViews, type FlowStepView, type FlowView } from '../view-model.ts';
import { NodeAnchor } from './NodeAnchor.tsx';
import { STEP_FUNNEL_COLUMNS } from './step-funnel-columns.tsx';

interface FlowDetailProps {
  readonly flow: FlowView;
  readonly bounds: TimeBounds;
}

const ROW_GRID_UNITS = 4;
const getKey = (step: FlowStepView) => step.key;

/** The step funnel of a flow, with ways to its conversations and into the builder. */
export function FlowDetail({ flow, bounds }: FlowDetailProps) {
  const styles = useStyles2(getStyles);
  const { settings } = useServices();
  const rowPixels = useTheme2().spacing.gridSize * ROW_GRID_UNITS;
  const [activeKey, setActiveKey] = useState<string>();
  const { key } = flow.row;
  const { data, isStale, isLoading, error, reload } = useFlowSteps(key, bounds);
  const found = isStale ? undefined : data;
  const steps = toStepViews(found?.steps ?? [], key, settings.builderUrl);
  return (
    <>
      <p className={styles.links}>
        <PageLink to={toConversationsPath(key, bounds)}>Conversations with this flow</PageLink>
        <NodeAnchor node={flow.builder} label="Open in the builder" text="Open in the builder" />
      </p>
      {error !== undefined && <ErrorPanel error={error} onRetry={() => void reload()} />}
      {!found && isLoading && <LoadingRows label="Loading the steps" count={6} />}
      {found && steps.length === 0 && <p>No step of this flow came to its end in this time range.</p>}
      {steps.length > 0 && (
        <DataList
          label="Steps of the flow"
          columns={STEP_FUNNEL_COLUMNS}
          rows={steps}
          getKey={getKey}
          selectedKey={activeKey}
          onOpen={(step) => setActiveKey(step.key)}
          heightPixels={(steps.length + 1) * rowPixels + 2}
        />
      )}
      {found && found.lookedAtCount > 0 && (
        <p className={styles.note}>
          Drop-off by step: the last step of {found.isCut ? `the newest ${found.lookedAtCount}` : found.lookedAtCount}{' '}
          {found.lookedAtCount === 1 ? 'turn' : 'turns'} that neither waited nor had ended.
        </p>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  links: css({ display: 'flex', gap: theme.spacing(2), margin: theme.spacing(1, 0) }),
  note: css({ marginTop: theme.spacing(1), color: theme.colors.text.secondary }),
});
