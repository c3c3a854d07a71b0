import { measureCost } from './measure-cost.ts';
import { measureGarbage } from './measure-garbage.ts';
import { measureOutage } from './measure-outage.ts';
import { measureTail } from './measure-tail.ts';
import type { StepRecorder } from './step-content.ts';

/** Measures a recorder of steps: `how` is `cost`, `tail`, `garbage` or `outage`, which needs the rate. */
export function measureRecorder(
  recorder: StepRecorder,
  how: string,
  count: number,
  stepsPerSecond = 500,
): Promise<object> {
  switch (how) {
    case 'tail':
      return measureTail(recorder, count);
    case 'garbage':
      return measureGarbage(recorder, count);
    case 'outage':
      return measureOutage(recorder, count, stepsPerSecond);
    default:
      return measureCost(recorder, count);
  }
}
