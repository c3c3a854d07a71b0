import type { FlowRun, Step, Turn } from './conversation.ts';

/** Steps of a turn that follow each other in one flow. */
export interface FlowGroup {
  /** Absent when the steps name no flow. */
  readonly name?: string;
  /** The run they belong to, as far as records tell. */
  readonly run?: FlowRun;
  /** The flow goes on here after another one ran in between. */
  readonly isContinued: boolean;
  /** By index, at least one. */
  readonly steps: readonly Step[];
}

/** A turn's steps, one group for each stretch within one flow. */
export function groupByFlow({ steps, flows }: Pick<Turn, 'steps' | 'flows'>): readonly FlowGroup[] {
  const seen = new Map<string, number>();
  return toStretches(steps).map((stretch) => {
    const [first] = stretch;
    const key = first && toFlowKey(first);
    if (key === undefined) return { steps: stretch, isContinued: false };
    const place = seen.get(key) ?? 0;
    seen.set(key, place + 1);
    const runs = flows.filter(({ id, name }) => (id ?? name) === key);
    const run = runs[place] ?? runs.at(-1);
    return {
      name: first?.flowName ?? first?.flowId,
      run,
      isContinued: place > 0 && place >= runs.length,
      steps: stretch,
    };
  });
}

/** What tells a step's flow from others in its turn; undefined when it names none. */
export function toFlowKey({ flowId, flowName }: Pick<Step, 'flowId' | 'flowName'>): string | undefined {
  return flowId ?? flowName;
}

function toStretches(steps: readonly Step[]): readonly (readonly Step[])[] {
  const stretches: Step[][] = [];
  for (const step of steps) {
    const last = stretches.at(-1);
    if (last?.[0] && toFlowKey(last[0]) === toFlowKey(step)) last.push(step);
    else stretches.push([step]);
  }
  return stretches;
}
