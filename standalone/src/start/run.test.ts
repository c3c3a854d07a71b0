import { describe, expect, it } from 'vitest';
import { startRun, type Run } from './run.ts';

function listSteps(steps: string[]) {
  return async (run: Run) => {
    for (const name of ['first', 'second'])
      run.onStop(async () => {
        await Promise.resolve();
        steps.push(`${name} ${run.ending.aborted ? 'while everything ends' : ''}`);
      });
  };
}

const BACKWARDS = ['second while everything ends', 'first while everything ends'];

describe('startRun', () => {
  it('stops what was started last first, once', async () => {
    const steps: string[] = [];
    const { stop } = await startRun(() => {}, listSteps(steps));
    await stop();
    await stop();
    expect(steps).toEqual(BACKWARDS);
  });

  it('stops what was started before something failed, and says why that failed', async () => {
    const steps: string[] = [];
    const start = async (run: Run) => {
      await listSteps(steps)(run);
      throw new Error('the port is taken');
    };
    await expect(startRun(() => {}, start)).rejects.toThrow('the port is taken');
    expect(steps).toEqual(BACKWARDS);
  });
});
