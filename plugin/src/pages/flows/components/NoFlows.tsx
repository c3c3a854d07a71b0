import { EmptyPanel } from '../../../components/EmptyPanel.tsx';
import { HealthHints } from '../../../components/HealthHints.tsx';

/** Stands where no flow was seen. */
export function NoFlows({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyPanel title="No flow ran here in this time range">
        Choose another environment or bot, or a longer time range.
      </EmptyPanel>
    );
  }
  return (
    <>
      <EmptyPanel
        title="Flows appear here once a bot has run one"
        line="turn.flow({ id: 'refund', name: 'Refund', trigger: 'intent' }, (flow) => flow.step({ id: 'n1', name: 'Load order', type: 'api' }, loadOrder))"
      >
        No flow came to its end in this time range. Choose a longer one, or record flows and steps in the bot:
      </EmptyPanel>
      <HealthHints />
    </>
  );
}
