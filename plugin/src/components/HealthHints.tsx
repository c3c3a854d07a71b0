import { buildPagePath } from '@botscope/conventions';
import { Alert } from '@grafana/ui';
import { useHealth } from '../lib/useHealth.ts';
import { PageLink } from './PageLink.tsx';
import { SafeText } from './SafeText.tsx';

/** Beside an empty list: the parts that are not well, since they may be why it is empty. Nothing when all is well. */
export function HealthHints() {
  const { data } = useHealth();
  const parts = data?.parts.filter(({ state }) => state !== 'ok') ?? [];
  if (parts.length === 0) return null;
  return (
    <Alert severity="warning" title="It may be empty because a part is not well">
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
