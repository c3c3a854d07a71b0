import type { Step } from '@botscope/records';
import { ClipboardButton, FilterInput, Stack } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { toPreview, toJsonText } from '../../../components/value-text.ts';
import { JsonView } from '../../../components/JsonView.tsx';
import { readExact } from '../read-exact.ts';
import { explainAbsence } from '../why-absent.ts';

interface StepValueProps {
  readonly step: Step;
  readonly member: 'input' | 'output';
}

const NOTHING = {
  input: 'The bot gave this step no input.',
  output: 'This step gave nothing back.',
} as const;

/** What a step was given, or what it gave. A large value can be searched. */
export function StepValue({ step, member }: StepValueProps) {
  const [search, setSearch] = useState('');
  // From the stored text where it can be, since reading it into JavaScript rounds large numbers.
  const record = step.completed ?? step.started;
  const value = useMemo(() => readExact(record?.line, member) ?? step[member], [record, member, step]);
  if (value === undefined) return <p>{explainAbsence(step, 'io', NOTHING[member])}</p>;
  const preview = toPreview(value);
  return (
    <>
      <Stack justifyContent="flex-end" alignItems="center" gap={1}>
        {preview && <span>{preview.summary}</span>}
        {preview && (
          <FilterInput
            aria-label={`Search the ${member}`}
            placeholder="Search names and values"
            escapeRegex={false}
            width={28}
            value={search}
            onChange={setSearch}
          />
        )}
        <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => toJsonText(value, 2)}>
          Copy
        </ClipboardButton>
      </Stack>
      <JsonView value={value} label={`The step's ${member}`} search={search} />
    </>
  );
}
