import type { Step } from './conversation.ts';

/** Which of a node's runs in its turn a step is. */
export interface StepRun {
  /** From 1, by index. */
  readonly number: number;
  /** At least 2. */
  readonly count: number;
}

/** The steps of a turn whose node ran more than once, as in a loop. Steps without id are no run of anything. */
export function findStepRuns(steps: readonly Step[]): ReadonlyMap<Step, StepRun> {
  const byNode = new Map<string, Step[]>();
  for (const step of steps) {
    if (step.id === undefined) continue;
    const node = JSON.stringify([step.flowId ?? step.flowName, step.id]);
    byNode.set(node, [...(byNode.get(node) ?? []), step]);
  }
  const repeated = [...byNode.values()].filter(({ length }) => length > 1);
  return new Map(
    repeated.flatMap((runs) => runs.map((step, place) => [step, { number: place + 1, count: runs.length }] as const)),
  );
}
