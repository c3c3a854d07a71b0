import { buildPagePath } from '@botscope/conventions';
import { Button } from '@grafana/ui';
import { EmptyPanel } from '../../../components/EmptyPanel.tsx';
import { HealthHints } from '../../../components/HealthHints.tsx';
import { PageLink } from '../../../components/PageLink.tsx';
import type { LiveState } from '../url-state.ts';

interface NothingYetProps {
  readonly state: LiveState;
  /** Lines that the filters hold back. */
  readonly hiddenCount: number;
  readonly onShowAll: () => void;
}

/** Stands in the empty console: nothing has happened, or nothing that the filters let through. */
export function NothingYet({ state, hiddenCount, onShowAll }: NothingYetProps) {
  if (hiddenCount > 0) {
    return (
      <EmptyPanel
        title="No line passes the filters"
        action={
          <Button size="sm" variant="secondary" onClick={onShowAll}>
            Show all lines
          </Button>
        }
      >
        {hiddenCount === 1 ? 'One line is' : `${hiddenCount} lines are`} hidden by level, kind or text.
      </EmptyPanel>
    );
  }
  return (
    <>
      <EmptyPanel
        title="Nothing yet: talk to the bot"
        {...(state.uid === undefined
          ? {}
          : {
              action: (
                <PageLink to={buildPagePath('conversation', { bot: state.bot, env: state.env, uid: state.uid })}>
                  Open the conversation
                </PageLink>
              ),
            })}
      >
        {state.uid === undefined
          ? 'Messages, events, steps and logs of all conversations appear here within a second. Nothing happened in the last 15 minutes.'
          : 'Messages, events, steps and logs of this conversation appear here within a second. It has none of the last 24 hours.'}
      </EmptyPanel>
      <HealthHints />
    </>
  );
}
