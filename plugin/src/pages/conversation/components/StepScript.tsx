import type { Step } from '@botscope/records';
import { Text } from '@grafana/ui';
import { useMemo } from 'react';
import { JsonView } from '../../../components/JsonView.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { readThrowVariables, toSourceLines } from '../script-view.ts';
import { explainAbsence } from '../why-absent.ts';
import { StepSource } from './StepSource.tsx';

const NO_SOURCE = 'The bot does not tell the source of this script.';
const NO_LINES = 'The script printed nothing.';

/** A script: its source, what it printed, oldest first, and the variables where it threw. */
export function StepScript({ step }: { readonly step: Step }) {
  const lines = toSourceLines(step);
  const variables = useMemo(() => readThrowVariables(step), [step]);
  return (
    <>
      <Text element="h4" variant="h6">
        Source
      </Text>
      {lines ? <StepSource lines={lines} /> : <p>{NO_SOURCE}</p>}
      <Text element="h4" variant="h6">
        Console
      </Text>
      {step.console.length === 0 ? (
        <p>{explainAbsence(step, 'io', NO_LINES)}</p>
      ) : (
        <pre aria-label="Console of the script" tabIndex={0}>
          <SafeText text={step.console.join('\n')} />
        </pre>
      )}
      {variables !== undefined && (
        <>
          <Text element="h4" variant="h6">
            Variables when it threw
          </Text>
          <JsonView value={variables} label="Variables when the script threw" />
        </>
      )}
    </>
  );
}
