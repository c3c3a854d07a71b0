import { toDeltaTree, type JsonValue } from '@botscope/delta';
import { ClipboardButton, FilterInput, Modal, RadioButtonGroup, Stack } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { toVisibleText } from '../lib/visible-text.ts';
import { DeltaView } from './DeltaView.tsx';
import { JsonView } from './JsonView.tsx';
import { toJsonText } from './value-text.ts';

interface ValueDialogProps {
  /** What the value is; untrusted. */
  readonly title: string;
  /** Absent: there is none (any more). */
  readonly value?: unknown;
  /** What it was before, for a comparison. */
  readonly before?: unknown;
  readonly onClose: () => void;
}

type View = 'value' | 'before' | 'difference';

/** One value in full: searchable, to copy, and compared with what it was before. */
export function ValueDialog({ title, value, before, onClose }: ValueDialogProps) {
  const isComparable = value !== undefined && before !== undefined;
  const [view, setView] = useState<View>(isComparable ? 'difference' : value === undefined ? 'before' : 'value');
  const [search, setSearch] = useState('');
  const shown = view === 'before' ? before : value;
  return (
    <Modal title={toVisibleText(title)} isOpen onDismiss={onClose}>
      <Stack direction="column" gap={1}>
        <Stack justifyContent="space-between" alignItems="center" wrap="wrap">
          {isComparable && (
            <RadioButtonGroup size="sm" aria-label="What is shown" options={VIEWS} value={view} onChange={setView} />
          )}
          {view !== 'difference' && (
            <FilterInput
              aria-label="Search names and values"
              placeholder="Search names and values"
              escapeRegex={false}
              width={32}
              value={search}
              onChange={setSearch}
            />
          )}
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => toJsonText(shown ?? null, 2)}>
            Copy as JSON
          </ClipboardButton>
        </Stack>
        {view === 'difference' ? (
          <Difference before={before} after={value} />
        ) : (
          <JsonView value={shown} label={view === 'before' ? 'Value before' : 'Value'} search={search} />
        )}
      </Stack>
    </Modal>
  );
}

const VIEWS: { label: string; value: View }[] = [
  { label: 'Difference', value: 'difference' },
  { label: 'Before', value: 'before' },
  { label: 'After', value: 'value' },
];

function Difference({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const tree = useMemo(() => toDeltaTree(before as JsonValue, after as JsonValue), [before, after]);
  return <DeltaView tree={tree} label="Difference" />;
}
