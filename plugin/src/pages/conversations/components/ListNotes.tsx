import { css } from '@emotion/css';
import { buildPagePath } from '@botscope/conventions';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { PageLink } from '../../../components/PageLink.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { useServices } from '../../../lib/services.ts';
import type { ConversationFilters } from '../url-state.ts';
import { isWatchable } from '../view-model.ts';
import { toWithheldText, type Withheld } from '../withheld.ts';

interface ListNotesProps {
  readonly filters: ConversationFilters;
  readonly withheld: Withheld | undefined;
}

/** What a person should know of the list besides its rows. */
export function ListNotes({ filters, withheld }: ListNotesProps) {
  const styles = useStyles2(getStyles);
  const { settings } = useServices();
  const withheldText = withheld && toWithheldText(withheld, settings.productionDelayMinutes);
  return (
    <div className={styles.notes}>
      {filters.flagged === 'yes' && (
        <span role="status">Flagged conversations of all times: the time range does not narrow them.</span>
      )}
      {withheldText !== undefined && <span role="status">{withheldText}</span>}
      <LiveNote filters={filters} />
    </div>
  );
}

/** Where nothing but production is asked for, the stored list is all there is. */
function LiveNote({ filters: { env, bot } }: { readonly filters: ConversationFilters }) {
  const watchable = env.filter(isWatchable);
  if (env.length > 0 && watchable.length === 0) return null;
  const path = buildPagePath('live', {
    ...(watchable.length === 1 ? { env: watchable[0] ?? '' } : {}),
    ...(bot.length === 1 ? { bot: bot[0] ?? '' } : {}),
  });
  return (
    <span>
      To watch {watchable.length === 0 ? 'sandbox and staging' : toVisibleText(watchable.join(' and '))} as it happens,
      open the{' '}
      <PageLink isInText to={path}>
        preview console
      </PageLink>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  notes: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 3),
    marginBottom: theme.spacing(1),
    color: theme.colors.text.secondary,
    '&:empty': { display: 'none' },
  }),
});
