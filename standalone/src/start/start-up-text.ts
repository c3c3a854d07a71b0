/** One line of the start-up table. */
export interface RunningPart {
  readonly what: string;
  readonly url: string;
}

/** What the terminal shows once everything runs: a table of addresses and the next thing to try. */
export function renderStartUpText(
  parts: readonly RunningPart[],
  demoUrl: string | undefined,
  uiUrl: string,
  dataDirectory: string,
): string {
  const width = Math.max(...parts.map((part) => part.what.length));
  const table = parts.map((part) => `  ${part.what.padEnd(width)}  ${part.url}`);
  return [
    '',
    'Botscope is running:',
    ...table,
    `  ${'data'.padEnd(width)}  ${dataDirectory}`,
    '',
    ...renderNextThing(demoUrl, uiUrl),
    '',
  ].join('\n');
}

function renderNextThing(demoUrl: string | undefined, uiUrl: string): string[] {
  if (demoUrl === undefined) {
    return [
      'Next: point a bot at the OTLP receiver (OTEL_EXPORTER_OTLP_ENDPOINT, see instrumentation/README.md),',
      `then open ${uiUrl}. Ctrl-C stops everything.`,
    ];
  }
  return [
    `Next: open ${demoUrl} and write "I want a refund", then "8812": that refund fails.`,
    `See the step that failed at ${uiUrl}, and the mail about it in the outbox.`,
    'Ctrl-C stops everything.',
  ];
}
