import { measureCalls } from '../measure-calls.ts';

/** Calls of undici alone. */
const [url = '', , count = '10000'] = process.argv.slice(2);
const measurement = await measureCalls(url, Number(count), () => Promise.resolve());
process.send?.(measurement, () => process.exit(0));
