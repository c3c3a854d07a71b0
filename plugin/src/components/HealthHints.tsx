import { css } from '@emotion/css';
import { buildPagePath } from '@botscope/conventions';
import { Alert, useStyles2 } from '@grafana/ui';
import { useHealth } from '../lib/useHealth.ts';
import { PageLink } from './PageLink.tsx';
import { SafeText } from './SafeText.tsx';

/** Parts that no record has to pass on its way into a list. */
const BESIDE_THE_WAY: readonly string[] = ['Tempo', 'mail', 'disk'];

/** Beside an empty list: the parts that are not well, since they may be why it is empty. Nothing when all is well. */
export function HealthHints() {
  const styles = useStyles2(getStyles);
  const { data } = useHealth();
  const parts = data?.parts.filter(({ name, state }) => state !== 'ok' && !BESIDE_THE_WAY.includes(name)) ?? [];
  if (parts.length === 0) return null;
  return (
    <Alert className={styles.hints} severity="warning" title="It may be empty because a part is not well">
      {parts.map(({ name, reason = '', fix = '' }) => (
        <p key={name}>
          <strong>
            <SafeText text={name} />
          </strong>{' '}
          <SafeText text={[reason, fix].filter(Boolean).join(' ')} />
        </p>
      ))}
      <PageLink to={buildPagePath('pipeline')}>Open the pipeline</PageLink>
    </Alert>
  );
}

const getStyles = () => ({ hints: css({ textAlign: 'start', maxWidth: '100ch' }) });
