import type { OmittedContent } from '@botscope/records';

const NAMES: Readonly<Record<OmittedContent, string>> = {
  io: 'input and output',
  variables: 'variables',
  bodies: 'bodies of API calls',
};

/** Where to read what decides about capturing. */
export const CAPTURE_GUIDE = 'docs/guides/capture.md';

/** What the capture policy kept out of records, as a sentence without its full stop; empty when nothing was. */
export function toCaptureNote(omitted: readonly OmittedContent[], environment: string | undefined): string {
  if (omitted.length === 0) return '';
  const names = omitted.map((content) => NAMES[content]).join(', ');
  const rule = environment === 'production' ? ' (without a rule, production keeps errors only)' : '';
  return `${names.charAt(0).toUpperCase()}${names.slice(1)} not captured by policy${rule}`;
}
