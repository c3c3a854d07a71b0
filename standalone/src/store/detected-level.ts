const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

const LEVEL_OF_TEXT: ReadonlyMap<string, string> = new Map([
  ...LEVELS.map((level) => [level, level] as const),
  ['warning', 'warn'],
  ['err', 'error'],
  ['critical', 'critical'],
]);

/** The `detected_level` that Loki adds: by severity number, else by severity text, else `unknown`. */
export function toDetectedLevel(severityNumber: number, severityText: string): string {
  if (severityNumber >= 1 && severityNumber <= 24) return LEVELS[Math.floor((severityNumber - 1) / 4)] ?? 'unknown';
  return LEVEL_OF_TEXT.get(severityText.toLowerCase()) ?? 'unknown';
}
