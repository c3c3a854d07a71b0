import { createHmac } from 'node:crypto';

const PLACEHOLDER = /\[redacted:([0-9a-f]{8}):[0-9a-f]{4}\]/g;

/**
 * Whether a recorded text is what was sent once each placeholder is replaced by a secret of which it is the print. The
 * secret may stand in the text encoded, as parts of addresses and forms do.
 */
export function matchesRedacted(recorded: string, sent: string, fingerprintKey: string): boolean {
  const prints = [...recorded.matchAll(PLACEHOLDER)].map(([, print]) => print);
  if (prints.length === 0) return recorded === sent;
  const pattern = recorded.split(/\[redacted:[0-9a-f]{8}:[0-9a-f]{4}\]/).map(escapeRegExp);
  const match = new RegExp(`^${pattern.join('([^]+?)')}$`).exec(sent);
  return (
    match !== null && match.slice(1).every((secret, i) => toForms(secret).some((form) => toPrint(form) === prints[i]))
  );

  function toPrint(secret: string): string {
    return createHmac('sha256', fingerprintKey).update(secret).digest('hex').slice(0, 8);
  }
}

function toForms(secret: string): string[] {
  try {
    return [secret, decodeURIComponent(secret.replaceAll('+', ' '))];
  } catch {
    return [secret];
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
