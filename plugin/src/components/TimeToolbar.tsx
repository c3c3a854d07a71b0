import { RefreshPicker, TimeRangePicker } from '@grafana/ui';
import { useServices } from '../lib/services.ts';
import {
  fromPickerRange,
  moveWindow,
  resolveTimeWindow,
  toPickerRange,
  widenWindow,
  type TimeBounds,
} from '../lib/time-range.ts';

interface TimeToolbarProps {
  readonly bounds: TimeBounds;
  readonly onChange: (bounds: TimeBounds) => void;
  /** Interval such as `5s`; empty = off. */
  readonly refresh: string;
  readonly onRefreshChange: (refresh: string) => void;
  readonly onRefresh: () => void;
  readonly intervals: readonly string[];
  readonly isLoading: boolean;
}

/** Grafana's time picker and refresh picker. */
export function TimeToolbar({ bounds, onChange, ...refresh }: TimeToolbarProps) {
  const { nowMillis, timeZone } = useServices();
  const resolve = () => resolveTimeWindow(bounds, nowMillis(), timeZone);
  return (
    <>
      <TimeRangePicker
        value={toPickerRange(bounds, nowMillis(), timeZone)}
        timeZone={timeZone}
        isOnCanvas
        onChange={(range) => onChange(fromPickerRange(range.raw))}
        // The zone is the person's own setting in Grafana; a page does not change it.
        onChangeTimeZone={() => undefined}
        onMoveBackward={() => onChange(moveWindow(resolve(), 'back'))}
        onMoveForward={() => onChange(moveWindow(resolve(), 'forward'))}
        onZoom={() => onChange(widenWindow(resolve(), nowMillis()))}
      />
      <RefreshPicker
        isOnCanvas
        tooltip="Refresh"
        intervals={[...refresh.intervals]}
        value={refresh.refresh}
        isLoading={refresh.isLoading}
        onRefresh={refresh.onRefresh}
        onIntervalChanged={refresh.onRefreshChange}
      />
    </>
  );
}
