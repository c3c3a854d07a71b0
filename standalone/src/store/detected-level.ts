const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

const LEVEL_OF_TEXT: ReadonlyMap<string, string> = new Map([
  ...LEVELS.map((level) => [level, level] as const),
  ['dbg', 'debug'],
  ['information', 'info'],
  ['wrn', 'warn'],
  ['warning', 'warn'],
  ['err', 'error'],
  ['critical', 'critical'],
]);

/**
 * The `detected_level` that Loki adds: the severity text, by one name for each level where it is known, else by severity
 * number, else `unknown`. What Loki guesses from words in the body is left out.
 */
export function toDetectedLevel(severityNumber: number, severityText: string): string {
  if (severityText !== '') return LEVEL_OF_TEXT.get(severityText.toLowerCase()) ?? severityText;
  return LEVELS[Math.floor((severityNumber - 1) / 4)] ?? 'unknown';
}
