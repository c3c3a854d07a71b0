import { ATTR_SERVICE_INSTANCE_ID, ATTR_SERVICE_NAME } from '@botscope/conventions';
import { createCapturePolicyQuestion } from '../policy/ask-capture-policy.ts';
import { createCapturePolicyFile } from '../policy/capture-policy-file.ts';
import type { CaptureRules } from '../policy/capture-rules.ts';
import { pollCapturePolicy } from '../policy/poll-capture-policy.ts';
import type { StartConfiguration } from './start-configuration.ts';

/** Together with the interval less than the 30 s within which a change must hold. */
const LONGEST_QUESTION_MILLIS = 4_000;

/** Keeps the rules at what the sidecar says, where one is named. Returns what ends it. */
export function startCapturePolling(configuration: StartConfiguration, rules: CaptureRules): () => void {
  const { capturePolling, resource, spoolDirectory } = configuration;
  if (capturePolling === undefined) return () => {};
  const { sidecarUrl, token, intervalMillis } = capturePolling;
  const ask = createCapturePolicyQuestion({
    sidecarUrl,
    service: resource[ATTR_SERVICE_NAME] ?? '',
    instance: resource[ATTR_SERVICE_INSTANCE_ID] ?? '',
    token,
    timeoutMillis: Math.min(LONGEST_QUESTION_MILLIS, intervalMillis / 2),
  });
  return pollCapturePolicy({ rules, ask, file: createCapturePolicyFile(spoolDirectory), intervalMillis });
}
