/** Forms in which a conversation can be downloaded, with the ending of its file. */
export const EXPORT_FORMATS = { ndjson: 'ndjson', text: 'txt', fixture: 'json' } as const;
/** Form in which a conversation can be downloaded. */
export type ExportFormat = keyof typeof EXPORT_FORMATS;

const LONGEST_UID = 60;

/** Name of a downloaded conversation's file: of a UID, which may contain anything, only what every system takes. */
export function toExportFileName(uid: string, format: ExportFormat): string {
  const safe = uid
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, LONGEST_UID);
  return `conversation-${safe === '' ? 'unnamed' : safe}.${EXPORT_FORMATS[format]}`;
}
