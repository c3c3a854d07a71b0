import { css } from '@emotion/css';
import { buildPagePath } from '@botscope/conventions';
import type { ConversationKey } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { EmptyPanel } from '../../../components/EmptyPanel.tsx';
import { PageLink } from '../../../components/PageLink.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { useServices } from '../../../lib/services.ts';

/** Asks which conversation is meant when several bots or environments use one UID. */
export function ChooseConversation({ keys }: { readonly keys: readonly ConversationKey[] }) {
  const styles = useStyles2(getStyles);
  const { bots } = useServices().settings;
  const links = (
    <ul className={styles.list}>
      {keys.map(({ bot, environment, uid }) => (
        <li key={JSON.stringify([bot, environment])}>
          <PageLink to={buildPagePath('conversation', { bot, env: environment, uid })}>
            <SafeText text={`${bots.find(({ id }) => id === bot)?.name ?? bot} · ${environment}`} />
          </PageLink>
        </li>
      ))}
    </ul>
  );
  return (
    <EmptyPanel title={`${keys.length} conversations have this UID`} action={links}>
      <SafeText text={keys[0]?.uid ?? ''} /> is used by several bots or environments, and the link does not say which
      one it means. Choose:
    </EmptyPanel>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
});
