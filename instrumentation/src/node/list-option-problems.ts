import type { StartBotTelemetryOptions } from '../api/start-options.ts';
import { listCommonProblems } from '../list-common-problems.ts';
import { listConflicts } from './list-conflicts.ts';

const DAY_MILLIS = 86_400_000;

/** What is wrong with the options of `startBotTelemetry`, one line each. */
export function listOptionProblems(options: StartBotTelemetryOptions): string[] {
  const problems = [...listCommonProblems(options), ...listConflicts(options)];
  if (options.endpoint !== undefined && !/^https?:$/.test(URL.parse(options.endpoint)?.protocol ?? '')) {
    const shown = options.endpoint.replace(/\/\/[^/@]*@/, '//…@');
    problems.push(`endpoint is "${shown}", not an http or https URL such as "http://127.0.0.1:4318".`);
  }
  if (options.ingestToken !== undefined && !/^[\x21-\x7e]+$/.test(options.ingestToken)) {
    problems.push('ingestToken must be printable ASCII without spaces, and not empty.');
  }
  const { spoolQuotaBytes } = options;
  if (spoolQuotaBytes !== undefined && !(Number.isSafeInteger(spoolQuotaBytes) && spoolQuotaBytes >= 65_536)) {
    problems.push(`spoolQuotaBytes is ${spoolQuotaBytes}; it must be a whole number from 65536 on.`);
  }
  const { runtimeSampleIntervalMillis: sampleMillis } = options;
  if (
    sampleMillis !== undefined &&
    !(Number.isInteger(sampleMillis) && sampleMillis >= 0 && sampleMillis <= DAY_MILLIS)
  ) {
    problems.push(`runtimeSampleIntervalMillis is ${sampleMillis}; it must be a whole number from 0 to ${DAY_MILLIS}.`);
  }
  return problems;
}
