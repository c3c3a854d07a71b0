import type { CommonOptions } from './api/options.ts';
import type { RedactionOptions } from './api/redaction.ts';
import { listCaptureOptionProblems } from './policy/list-capture-option-problems.ts';
import { OPTIONAL_KINDS } from './redaction/secret-kinds.ts';

const SHORTEST_KEY = 16;

/** What is wrong with options that both doors share, one line each. */
export function listCommonProblems({
  bot,
  redaction,
  limits,
  carrierKey,
  recordOutgoingCalls,
  capturePolicy,
}: CommonOptions): string[] {
  const problems: string[] = [];
  if (bot !== undefined && (typeof bot.id !== 'string' || bot.id.trim() === '')) {
    problems.push('bot.id must be a text that is not empty.');
  }
  for (const [name, value] of Object.entries(limits ?? {})) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1_024)) {
      problems.push(`limits.${name} is ${String(value)}; it must be a whole number from 1024 on.`);
    }
  }
  if (recordOutgoingCalls !== undefined && typeof recordOutgoingCalls !== 'boolean') {
    problems.push('recordOutgoingCalls must be true or false.');
  }
  if (carrierKey !== undefined && !(typeof carrierKey === 'string' && carrierKey.length >= SHORTEST_KEY)) {
    problems.push(`carrierKey must have at least ${SHORTEST_KEY} characters.`);
  }
  return [...problems, ...listRedactionProblems(redaction), ...listCaptureOptionProblems(capturePolicy)];
}

function listRedactionProblems({ keys, fingerprintKey, detect, fields }: RedactionOptions = {}): string[] {
  const problems: string[] = [];
  if (keys?.some((key) => typeof key !== 'string' || key.trim() === '')) {
    problems.push('redaction.keys must be texts that are not empty.');
  }
  if (fingerprintKey !== undefined && fingerprintKey.length < SHORTEST_KEY) {
    problems.push(`redaction.fingerprintKey must have at least ${SHORTEST_KEY} characters.`);
  }
  if (detect?.some((kind) => !OPTIONAL_KINDS.includes(kind))) {
    problems.push(`redaction.detect must be a list of ${OPTIONAL_KINDS.join(', ')}.`);
  }
  for (const [path, rule] of Object.entries(fields ?? {})) {
    if (path.split('.').includes('')) problems.push(`redaction.fields: "${path}" must be names with dots between.`);
    if (rule !== 'drop' && rule !== 'print' && typeof rule !== 'function') {
      problems.push(`redaction.fields["${path}"] must be "drop", "print" or a function.`);
    }
  }
  return problems;
}
