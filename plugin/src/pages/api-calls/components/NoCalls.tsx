import { EmptyPanel } from '../../../components/EmptyPanel.tsx';
import { HealthHints } from '../../../components/HealthHints.tsx';

/** Stands for an empty list. */
export function NoCalls({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyPanel title="No call matches">
        No API call of this time range matches the filters. Choose a longer range or remove a filter.
      </EmptyPanel>
    );
  }
  return (
    <EmptyPanel
      title="API calls appear here"
      line="const response = await step.fetch(url, { integration: 'json_api_node' });"
      action={<HealthHints />}
    >
      Every call that a bot makes is listed here with request, response and cause of failure. No call was recorded in
      this time range. To record one, use the recorded fetch in a step:
    </EmptyPanel>
  );
}
