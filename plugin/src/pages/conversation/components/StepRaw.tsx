import type { Step } from '@botscope/records';
import { RecordRaw } from '../../../components/RecordRaw.tsx';

/** The records of a step as they are stored. */
export function StepRaw({ step }: { readonly step: Step }) {
  const records = [step.started, step.completed].filter((record) => record !== undefined);
  return (
    <>
      {records.map((record) => (
        <RecordRaw key={record.uid} record={record} />
      ))}
    </>
  );
}
