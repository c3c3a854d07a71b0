import { redactFormText } from './redact-form.ts';
import { redactJsonText } from './redact-json-text.ts';
import { redactUrls } from './redact-url.ts';
import type { Redactor } from './redactor.ts';

const SHORTEST = 6;

/**
 * Replaces secrets in a text that is JSON, a form or contains addresses. Recognises them by the names beside them; a
 * text without any is returned as it is.
 */
export function redactText(text: string, redactor: Redactor): string {
  if (!mayHoldSecrets(text)) return text;
  const json = mayBeJson(text) ? redactJsonText(text, redactor, (inner) => redactText(inner, redactor)) : text;
  const redacted = json.includes('://') ? redactUrls(json, redactor) : json;
  return redacted.includes('=') ? redactFormText(redacted, redactor) : redacted;
}

function mayBeJson(text: string): boolean {
  const first = text.charCodeAt(0) <= 0x20 ? text.trimStart().charCodeAt(0) : text.charCodeAt(0);
  return first === 0x7b || first === 0x5b || first === 0x22;
}

/** Whether a text has a form in which secrets are looked for; false is certain. */
export function mayHoldSecrets(text: string): boolean {
  return text.length >= SHORTEST && (mayBeJson(text) || text.includes('://') || text.includes('='));
}
