import { listCaptureRuleProblems } from '@botscope/conventions';
import type { PolledCapturePolicyOptions } from '../api/capture-policy.ts';

const [SHORTEST_MILLIS, LONGEST_MILLIS] = [1_000, 3_600_000];

/** What is wrong with the option `capturePolicy`, one line each. */
export function listCaptureOptionProblems(options: PolledCapturePolicyOptions | undefined): readonly string[] {
  if (options === undefined) return [];
  if (typeof options !== 'object' || options === null) return ['capturePolicy must be an object with rules.'];
  const { rules, sidecarUrl, pollIntervalMillis: millis } = options;
  const problems = rules === undefined ? [] : [...listCaptureRuleProblems(rules, 'capturePolicy.rules')];
  if (sidecarUrl !== undefined && sidecarUrl !== false && !/^https?:$/.test(URL.parse(sidecarUrl)?.protocol ?? '')) {
    problems.push(`capturePolicy.sidecarUrl is "${sidecarUrl}", not an http or https URL.`);
  }
  if (millis !== undefined && !(Number.isInteger(millis) && millis >= SHORTEST_MILLIS && millis <= LONGEST_MILLIS)) {
    problems.push(
      `capturePolicy.pollIntervalMillis is ${millis}; it must be a whole number from ${SHORTEST_MILLIS} to ${LONGEST_MILLIS}.`,
    );
  }
  return problems;
}
