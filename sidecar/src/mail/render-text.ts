import type { AlertMail } from './alert-mail.ts';

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n');
}

function section(...lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function renderChanges({ changes, moreChanges }: AlertMail): readonly string[] {
  if (changes.length === 0) return [];
  const rows = changes.map(({ name, before, after }) => `    ${name}: ${before} → ${after}`);
  return ['Variables changed in this step:', ...rows, ...(moreChanges > 0 ? [`    and ${moreChanges} more`] : [])];
}

function renderLinks(links: AlertMail['links']): readonly string[] {
  return section(...links.map(({ label, url }) => `${label}:\n${url}`));
}

/** The mail as plain text; the first link stands at the top. */
export function renderText(mail: AlertMail): string {
  const sections = [
    ...section(mail.headline, ...(mail.facts.length > 0 ? [mail.facts.join(' · ')] : [])),
    ...renderLinks(mail.links.slice(0, 1)),
    ...section(...mail.messages.map(({ from, text }) => `${from}: "${text}"`)),
    ...section(mail.place, `  ${mail.failure}`),
    ...mail.evidence.flatMap(({ label, text }) => section(`${label}:`, indent(text))),
    ...section(...renderChanges(mail)),
    ...section(...mail.missing.map((sentence) => `Note: ${sentence}`)),
    ...section(...mail.closing),
    ...renderLinks(mail.links.slice(1)),
  ];
  return `${sections.join('\n\n')}\n`;
}
