import { measureRecorder } from '../measure-recorder.ts';

/** The measuring itself, to be compared with: nothing is recorded. */
const [, how = 'tail', count = '20000'] = process.argv.slice(2);
const measurement = await measureRecorder({ record: () => {}, flush: () => Promise.resolve() }, how, Number(count));
process.send?.(measurement, () => process.exit(0));
