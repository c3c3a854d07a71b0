import type { AlertMail } from './alert-mail.ts';
import { escapeHtml } from './escape-html.ts';

const FONT = 'font-family:Inter,Segoe UI,Helvetica,Arial,sans-serif';
const MONO = 'font-family:Roboto Mono,Consolas,Menlo,monospace;font-size:12px';
const STYLE = {
  body: `margin:0;padding:16px;background:#f4f5f5;color:#24292e;${FONT};font-size:14px;line-height:1.5`,
  card: 'max-width:720px;margin:0 auto;padding:20px 24px;background:#ffffff;border:1px solid #dfe1e5;border-radius:4px',
  headline: 'margin:0 0 4px;font-size:18px;font-weight:600',
  muted: 'margin:0 0 12px;color:#5b6168',
  button:
    'display:inline-block;padding:8px 14px;background:#1f62e0;color:#ffffff;border-radius:2px;text-decoration:none',
  line: 'margin:0 0 4px',
  failure: 'margin:0 0 8px;color:#c4162a;font-weight:600',
  label: 'margin:12px 0 2px;color:#5b6168;font-size:12px',
  pre: `margin:0;padding:8px 10px;background:#f4f5f5;border:1px solid #dfe1e5;white-space:pre-wrap;word-break:break-word;${MONO}`,
  cell: `padding:2px 12px 2px 0;vertical-align:top;word-break:break-word;${MONO}`,
} as const;

function paragraph(style: keyof typeof STYLE, text: string): string {
  return `<p style="${STYLE[style]}">${escapeHtml(text)}</p>`;
}

function renderEvidence({ evidence }: AlertMail): readonly string[] {
  return evidence.flatMap(({ label, text }) => [
    paragraph('label', label),
    `<pre style="${STYLE.pre}">${escapeHtml(text)}</pre>`,
  ]);
}

function renderChanges({ changes, moreChanges }: AlertMail): readonly string[] {
  if (changes.length === 0) return [];
  const cell = (text: string): string => `<td style="${STYLE.cell}">${escapeHtml(text)}</td>`;
  const rows = changes.map(
    ({ name, before, after }) =>
      `<tr>${cell(name)}<td style="${STYLE.cell}"><del>${escapeHtml(before)}</del></td>${cell(`→ ${after}`)}</tr>`,
  );
  return [
    paragraph('label', 'Variables changed in this step'),
    `<table role="presentation" cellspacing="0" cellpadding="0">\n${rows.join('\n')}\n</table>`,
    ...(moreChanges > 0 ? [paragraph('muted', `and ${moreChanges} more`)] : []),
  ];
}

function renderLinks({ links }: AlertMail): string {
  const [first, ...rest] = links;
  const button = first
    ? `<a href="${escapeHtml(first.url)}" style="${STYLE.button}">${escapeHtml(first.label)}</a>`
    : '';
  const others = rest.map(({ label, url }) => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`);
  return `<p style="margin:0 0 16px">${[button, ...others].join(' &nbsp; ')}</p>`;
}

/** The mail as HTML: no script, no image, nothing fetched; every text escaped. */
export function renderHtml(mail: AlertMail): string {
  const parts = [
    paragraph('headline', mail.headline),
    ...(mail.facts.length > 0 ? [paragraph('muted', mail.facts.join(' · '))] : []),
    renderLinks(mail),
    ...mail.messages.map(
      ({ from, text }) => `<p style="${STYLE.line}"><strong>${escapeHtml(from)}:</strong> “${escapeHtml(text)}”</p>`,
    ),
    paragraph('label', mail.place),
    paragraph('failure', mail.failure),
    ...renderEvidence(mail),
    ...renderChanges(mail),
    ...mail.missing.map((sentence) => paragraph('label', `Note: ${sentence}`)),
    ...mail.closing.map((sentence) => paragraph('label', sentence)),
  ];
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><title>${escapeHtml(mail.subject)}</title></head>`,
    `<body style="${STYLE.body}">`,
    `<div style="${STYLE.card}">`,
    ...parts,
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
