import { buildPageUrl } from '@botscope/conventions';
import type { AlertMail } from './alert-mail.ts';
import { formatInstant } from './format-time.ts';
import { showLine } from './show-text.ts';

const LONGEST_NAME = 80;

/** The mail that someone asked for to see whether mails arrive. */
export function buildTestMail(publicUrl: string, requestedBy: string, nowMillis: number): AlertMail {
  return {
    subject: '[Botscope] Test mail',
    headline: 'Alert mails from Botscope reach you.',
    facts: [],
    links: [{ label: 'Open the alert ledger', url: buildPageUrl(publicUrl, 'alerts') }],
    messages: [],
    place: `Asked for by ${showLine(requestedBy, LONGEST_NAME)} · ${formatInstant(nowMillis)}`,
    failure: 'Nothing has failed.',
    evidence: [],
    changes: [],
    moreChanges: 0,
    closing: [],
    missing: [],
  };
}
