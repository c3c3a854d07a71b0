import type { BotRecord } from '@botscope/records';
import { cleanHeader } from './clean-header.ts';
import { summarizeFailure } from './describe-failure.ts';

const LONGEST_NAME = 60;
const LONGEST_SUBJECT = 200;

/** What failed: the step's name, else the flow's, else the kind of call. */
export function nameOfPlace(cause: BotRecord): string {
  const fallback = cause.type === 'api-call' ? 'API call' : 'script';
  return cleanHeader(cause.stepName ?? cause.stepId ?? cause.flowName ?? fallback, LONGEST_NAME);
}

/** Subject of an alert: `[Botscope] Support: "Create refund" failed: HTTP 500 from api.example (production)`. */
export function buildSubject(cause: BotRecord, botName: string): string {
  const environment = cause.environment === undefined ? '' : ` (${cleanHeader(cause.environment, LONGEST_NAME)})`;
  const bot = cleanHeader(botName, LONGEST_NAME);
  return cleanHeader(
    `[Botscope] ${bot}: "${nameOfPlace(cause)}" failed: ${summarizeFailure(cause)}${environment}`,
    LONGEST_SUBJECT,
  );
}
