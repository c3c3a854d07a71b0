import { toDeltaTree } from '@botscope/delta';
import { Text } from '@grafana/ui';
import { useMemo } from 'react';
import { DeltaView } from '../../../components/DeltaView.tsx';
import { JsonView } from '../../../components/JsonView.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { readEntryStates, type EntryStates } from '../entry-states.ts';

/** What an entry changed: its states laid over each other, or what is known where they are not stored. */
export function EntryDelta({ line }: { readonly line: string }) {
  const states = useMemo(() => readEntryStates(line), [line]);
  if (states.problem !== undefined) {
    return (
      <p>
        The content of this entry cannot be read: <SafeText text={states.problem} />
      </p>
    );
  }
  return (
    <>
      {states.unstoredSizeBytes !== undefined && (
        <p>State not stored ({Math.ceil(states.unstoredSizeBytes / 1024).toLocaleString('en')} KB); what changed:</p>
      )}
      {states.summary !== undefined && <JsonView label="Changes" value={states.summary} />}
      <States states={states} />
      {states.context !== undefined && (
        <section aria-label="Context">
          <Text element="h3" variant="h6">
            Context
          </Text>
          <JsonView label="Context" value={states.context} />
        </section>
      )}
    </>
  );
}

function States({ states }: { readonly states: EntryStates }) {
  const { before, after, summary, context } = states;
  const tree = useMemo(() => toDeltaTree(before, after), [before, after]);
  if (before === undefined && after === undefined) {
    return summary === undefined && context === undefined ? <p>This action changes no stored state.</p> : null;
  }
  return (
    <>
      {after === undefined && <p>Removed: this is the last state before the removal; it is no longer reachable.</p>}
      {before === undefined && <p>Created: there was no state before.</p>}
      {tree.kind === 'unchanged' && <p>Saved without a change.</p>}
      <DeltaView tree={tree} label="Delta" />
    </>
  );
}
