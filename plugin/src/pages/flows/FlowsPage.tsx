import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useCallback, useMemo, useRef } from 'react';
import { DataList } from '../../components/DataList.tsx';
import { ErrorPanel } from '../../components/ErrorPanel.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { LoadingRows } from '../../components/LoadingRows.tsx';
import { MasterDetail, useIsSideBySide } from '../../components/MasterDetail.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { PlaceFilters } from '../../components/PlaceFilters.tsx';
import { SafeText } from '../../components/SafeText.tsx';
import { TimeToolbar } from '../../components/TimeToolbar.tsx';
import { useServices } from '../../lib/services.ts';
import { useNow } from '../../lib/useNow.ts';
import { useRemainingHeight } from '../../lib/useRemainingHeight.ts';
import { useUrlState } from '../../lib/useUrlState.ts';
import { getPage } from '../../page-table.ts';
import { createFlowColumns } from './components/flow-columns.tsx';
import { FlowDetail } from './components/FlowDetail.tsx';
import { NoFlows } from './components/NoFlows.tsx';
import { FLOWS_SCHEMA, REFRESH_INTERVALS, type RefreshInterval } from './url-state.ts';
import { useFlows } from './useFlows.ts';
import { toFlowView, type FlowView } from './view-model.ts';

const getKey = (view: FlowView) => view.key;
/** Room below the list for the line that says what is counted. */
const NOTE_PIXELS = 80;

/** Flows: what bots ran, how it ended, where it is slow. A default export, as `React.lazy` wants it. */
export default function FlowsPage() {
  const styles = useStyles2(getStyles);
  const { settings } = useServices();
  const { state, push, replace } = useUrlState(FLOWS_SCHEMA);
  const { data, isStale, isLoading, error, reload } = useFlows(state);
  const area = useRef<HTMLDivElement>(null);
  const heightPixels = useRemainingHeight(area, NOTE_PIXELS);
  const now = useNow();
  const rows = useMemo(() => (data ?? []).map((row) => toFlowView(row, settings)), [data, settings]);
  const isNarrow = useIsSideBySide() && state.flow !== undefined;
  const columns = useMemo(() => createFlowColumns(now, isNarrow), [now, isNarrow]);
  const close = useCallback(() => replace({ flow: undefined }), [replace]);
  const open = rows.find(({ key }) => key === state.flow);
  const isFirst = isLoading && (isStale || !data);
  const isFiltered = state.env !== undefined || state.bot !== undefined;

  return (
    <PageFrame
      page={getPage('flows')}
      actions={
        <TimeToolbar
          bounds={state}
          onChange={replace}
          refresh={state.refresh}
          onRefreshChange={(refresh) => replace({ refresh: refresh as RefreshInterval })}
          onRefresh={() => void reload()}
          intervals={REFRESH_INTERVALS}
          isLoading={isLoading}
        />
      }
    >
      <FilterBar end={data && !isStale && `${rows.length} ${rows.length === 1 ? 'flow' : 'flows'}`}>
        <PlaceFilters area="records" place={state} onChange={(place) => replace({ ...place, flow: undefined })} />
      </FilterBar>
      {error !== undefined && <ErrorPanel error={error} onRetry={() => void reload()} />}
      <div ref={area}>
        {isFirst && <LoadingRows label="Loading flows" />}
        {!isFirst && rows.length === 0 && error === undefined && <NoFlows isFiltered={isFiltered} />}
        {!isFirst && rows.length > 0 && (
          <MasterDetail
            master={
              <DataList
                label="Flows"
                columns={columns}
                rows={rows}
                getKey={getKey}
                selectedKey={state.flow}
                onOpen={({ key }) => push({ flow: key })}
                onMove={({ key }) => state.flow !== undefined && replace({ flow: key })}
                onClose={close}
                heightPixels={heightPixels}
              />
            }
            detail={state.flow !== undefined && (open ? <FlowDetail flow={open} bounds={state} /> : <NotThere />)}
            detailTitle={<SafeText text={open?.name ?? 'Flow'} />}
            detailLabel="Flow"
            onClose={close}
            heightPixels={heightPixels}
          />
        )}
      </div>
      <p className={styles.note}>
        A run is one pass of a flow within a turn. Drop-off: turns begun by the flow after which the bot neither waited
        for the user or an event nor had ended the conversation. All of the time range is counted.
      </p>
    </PageFrame>
  );
}

function NotThere() {
  return <p>This flow did not run in this time range. Choose a longer one.</p>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({ margin: theme.spacing(1, 0, 0), color: theme.colors.text.secondary }),
});
