import { css } from '@emotion/css';
import { AppEvents, type AppEvent, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Alert, useStyles2, type AlertVariant } from '@grafana/ui';
import { useCallback, useEffect, useState } from 'react';
import { TOP_BAR_PIXELS } from './chrome-state.ts';

interface Toast {
  readonly id: number;
  readonly severity: AlertVariant;
  readonly title: string;
  readonly text: string;
}

const SHOWN_MILLIS: Readonly<Partial<Record<AlertVariant, number>>> = { success: 3_000, info: 5_000, warning: 5_000 };
const ERROR_SHOWN_MILLIS = 7_000;
const EVENTS: readonly (readonly [AlertVariant, AppEvent<readonly [string, ...unknown[]]>])[] = [
  ['success', AppEvents.alertSuccess],
  ['info', AppEvents.alertInfo],
  ['warning', AppEvents.alertWarning],
  ['error', AppEvents.alertError],
];

/** Messages for people from app events: one under the other, each for some seconds. */
export function Toasts() {
  const styles = useStyles2(getStyles);
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const remove = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  useEffect(() => {
    let lastId = 0;
    return subscribe((toast) => {
      const id = ++lastId;
      setToasts((shown) => [...shown, { ...toast, id }]);
      setTimeout(() => remove(id), SHOWN_MILLIS[toast.severity] ?? ERROR_SHOWN_MILLIS);
    });
  }, [remove]);
  return (
    <div className={styles.toasts} role="region" aria-label="Messages" aria-live="polite">
      {toasts.map(({ id, severity, title, text }) => (
        <Alert key={id} severity={severity} title={title} elevated onRemove={() => remove(id)}>
          {text}
        </Alert>
      ))}
    </div>
  );
}

function subscribe(onToast: (toast: Omit<Toast, 'id'>) => void): () => void {
  const bus = getAppEvents() as ReturnType<typeof getAppEvents> & LegacyBus;
  const handlers = EVENTS.map(([severity, event]) => {
    const handler = ([title, detail]: readonly [string, ...unknown[]]): void =>
      onToast({ severity, title: String(title), text: toText(detail) });
    bus.on(event, handler);
    return () => bus.off(event, handler);
  });
  return () => handlers.forEach((remove) => remove());
}

type Handler = (payload: readonly [string, ...unknown[]]) => void;

/** Alerts are events of the older kind, which the bus's public type does not name. */
interface LegacyBus {
  readonly on: (event: AppEvent<readonly [string, ...unknown[]]>, handler: Handler) => void;
  readonly off: (event: AppEvent<readonly [string, ...unknown[]]>, handler: Handler) => void;
}

function toText(detail: unknown): string {
  if (detail instanceof Error) return detail.message;
  return typeof detail === 'string' ? detail : '';
}

const getStyles = (theme: GrafanaTheme2) => ({
  toasts: css({
    position: 'fixed',
    top: TOP_BAR_PIXELS + 8,
    right: theme.spacing(2),
    zIndex: theme.zIndex.portal + 1,
    width: `min(400px, calc(100vw - ${theme.spacing(4)}))`,
  }),
});
