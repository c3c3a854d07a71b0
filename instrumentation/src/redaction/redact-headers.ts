import type { Headers } from '@botscope/conventions';
import { redactText } from './redact-text.ts';
import { redactCredential, type Redactor } from './redactor.ts';

/** Headers by lower-case name, those sent several times joined, secrets replaced. */
export function redactHeaders(headers: Iterable<readonly [string, string]>, redactor: Redactor): Headers {
  const result: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [given, value] of headers) {
    const name = given.toLowerCase();
    const redacted = redactor.isSecret(name) ? redactCredential(value, redactor) : redactText(value, redactor);
    result[name] = name in result ? `${result[name]}, ${redacted}` : redacted;
  }
  return result;
}
