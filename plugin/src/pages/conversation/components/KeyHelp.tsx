import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Modal, useStyles2 } from '@grafana/ui';

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['j, k', 'next, previous turn'],
  ['e', 'next error'],
  ['↑ ↓', 'move over steps or lines'],
  ['Enter', 'open the step or line under the cursor'],
  ['Esc', 'close it'],
  ['l', 'view its logs'],
  ['n', 'view its node in the builder'],
  ['/', 'find in the transcript; Enter and Shift Enter go on'],
  ['?', 'this list'],
];

/** The keys of the conversation page. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const styles = useStyles2(getStyles);
  return (
    <Modal isOpen title="Keys" onDismiss={onClose}>
      <dl className={styles.keys}>
        {KEYS.map(([keys, does]) => (
          <div key={keys} className={styles.row}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  keys: css({ margin: 0 }),
  row: css({
    display: 'grid',
    gridTemplateColumns: '12ch 1fr',
    gap: theme.spacing(2),
    padding: theme.spacing(0.5, 0),
    'dt, dd': { margin: 0 },
  }),
});
