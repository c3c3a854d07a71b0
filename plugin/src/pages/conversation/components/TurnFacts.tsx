import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { StatusSign } from '../../../components/StatusSign.tsx';
import type { TurnView } from '../turn-view.ts';
import { FlowPath } from './FlowPath.tsx';
import { StateSign } from './StateSign.tsx';

/** What a turn was, in a line: how it ended, how long it took, whether all of it is here, its flows, the controller's state. */
export function TurnFacts({ view }: { readonly view: TurnView }) {
  const styles = useStyles2(getStyles);
  const { status, duration, seal, path, controllerState } = view;
  return (
    <div className={styles.facts}>
      <StatusSign status={status} />
      {duration !== '' && <span>{duration}</span>}
      <span className={seal.isBroken ? styles.broken : undefined}>
        {seal.isBroken && <span aria-hidden>… </span>}
        {seal.text}
      </span>
      <span className={styles.pair}>
        <span className={styles.label}>flow</span> <FlowPath path={path} />
      </span>
      {controllerState !== '' && (
        <span className={styles.pair}>
          <span className={styles.label}>state</span> <StateSign state={controllerState} />
        </span>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2) }),
  pair: css({ display: 'inline-flex', gap: theme.spacing(0.5) }),
  label: css({ color: theme.colors.text.secondary }),
  broken: css({ color: theme.colors.warning.text }),
});
