import type { OmittedContent, Step } from '@botscope/records';

/** Why a step's record does not have something, in a sentence. `content`: what the capture settings call it. */
export function explainAbsence(step: Step, content: OmittedContent, nothing: string): string {
  const record = step.completed ?? step.started;
  if (record?.captureOmitted?.includes(content))
    return 'Not captured: the capture settings of the bot keep it out. They are changed under Settings › Capture, for what is recorded from then on.';
  if (record?.bodyError !== undefined) return 'Not readable: the record of this step is damaged. The tab Raw shows it.';
  if (step.completed === undefined) return 'Not recorded yet: the end of this step is not stored.';
  return nothing;
}
