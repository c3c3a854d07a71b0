import type { Step } from '@botscope/records';
import { JsonView } from '../../../components/JsonView.tsx';
import { readExact } from '../step-tabs.ts';

interface StepValueProps {
  readonly step: Step;
  readonly member: 'input' | 'output';
}

/** What a step was given, or what it gave. */
export function StepValue({ step, member }: StepValueProps) {
  // From the stored text where it can be, since reading it into JavaScript rounds large numbers.
  const record = step.completed ?? step.started;
  const value = readExact(record?.line, member) ?? step[member];
  if (value === undefined) return <p>No {member} is recorded. The capture settings may leave it out.</p>;
  return <JsonView value={value} label={`The step's ${member}`} />;
}
