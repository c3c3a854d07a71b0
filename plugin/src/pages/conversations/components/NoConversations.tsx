import { EmptyPanel } from '../../../components/EmptyPanel.tsx';
import { HealthHints } from '../../../components/HealthHints.tsx';

const FIRST_LINE =
  "import { startBotTelemetry } from '@botscope/instrumentation/node';\nconst telemetry = startBotTelemetry({ serviceName: 'my-bot', environment: 'sandbox', bot: { id: 'my-bot' } });";

/** Stands for an empty list. */
export function NoConversations({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyPanel title="No conversation matches">
        No conversation of this time range matches the filters. Choose a longer range or remove a filter.
      </EmptyPanel>
    );
  }
  return (
    <EmptyPanel title="Conversations appear here" line={FIRST_LINE} action={<HealthHints />}>
      As soon as a bot has answered its first user, the conversation is listed here with its turns, errors and failed
      calls. No conversation was recorded in this time range. To record one, start telemetry in your bot:
    </EmptyPanel>
  );
}
