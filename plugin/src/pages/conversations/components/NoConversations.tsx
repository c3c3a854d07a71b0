import { Button, Stack } from '@grafana/ui';
import { EmptyPanel } from '../../../components/EmptyPanel.tsx';
import { HealthHints } from '../../../components/HealthHints.tsx';

const FIRST_LINE =
  "import { startBotTelemetry } from '@botscope/instrumentation/node';\nconst telemetry = startBotTelemetry({ serviceName: 'my-bot', environment: 'sandbox', bot: { id: 'my-bot' } });";

interface NoConversationsProps {
  readonly isFiltered: boolean;
  /** Some match and are not listed yet. */
  readonly hasWithheld: boolean;
  /** The time range narrows the list and is shorter than what is kept. */
  readonly canWiden: boolean;
  readonly onWiden: () => void;
  readonly onClear: () => void;
}

/** Stands for an empty list. */
export function NoConversations({ isFiltered, hasWithheld, canWiden, onWiden, onClear }: NoConversationsProps) {
  const widen = canWiden && (
    <Button variant="secondary" onClick={onWiden}>
      Search the last 30 days
    </Button>
  );
  if (isFiltered) {
    return (
      <EmptyPanel
        title="No conversation matches"
        action={
          <Stack gap={1}>
            {widen}
            <Button variant="secondary" onClick={onClear}>
              Clear all filters
            </Button>
          </Stack>
        }
      >
        {canWiden
          ? 'No conversation of this time range matches all filters. Widen the time range, or remove a filter.'
          : 'No conversation matches all filters. Remove one of them.'}
      </EmptyPanel>
    );
  }
  if (hasWithheld) {
    return (
      <EmptyPanel title="Nothing is listed yet">
        Production conversations appear here some time after their end; those of this time range still wait for it.
      </EmptyPanel>
    );
  }
  return (
    <EmptyPanel
      title="Conversations appear here"
      line={FIRST_LINE}
      action={
        <>
          {widen}
          <HealthHints />
        </>
      }
    >
      As soon as a bot has answered its first user, the conversation is listed here with its turns, errors and failed
      calls. No conversation was recorded in this time range. To record one, start telemetry in your bot:
    </EmptyPanel>
  );
}
