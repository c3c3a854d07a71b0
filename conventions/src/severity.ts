/** The four log levels (OTel severity number and text, and the word shown to people). */
export const LOG_LEVELS = [
  { level: 'debug', severityNumber: 5, severityText: 'DEBUG' },
  { level: 'info', severityNumber: 9, severityText: 'INFO' },
  { level: 'warning', severityNumber: 13, severityText: 'WARN' },
  { level: 'error', severityNumber: 17, severityText: 'ERROR' },
] as const;
/** A log level as people name it. */
export type LogLevel = (typeof LOG_LEVELS)[number]['level'];

/** The level of an OTel severity number; TRACE (1–4) and 0 count as debug. */
export function toLogLevel(severityNumber: number): LogLevel {
  if (severityNumber >= 17) return 'error';
  if (severityNumber >= 13) return 'warning';
  return severityNumber >= 9 ? 'info' : 'debug';
}

/** Lowest OTel severity number of a level. */
export function toSeverityNumber(level: LogLevel): number {
  return LOG_LEVELS.find((l) => l.level === level)?.severityNumber ?? 9;
}
