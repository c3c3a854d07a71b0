import type { Product } from './start-product.ts';

/** What the terminal shows once everything runs: a table of addresses and the next thing to try. */
export function renderStartUpText({ parts, urls }: Pick<Product, 'parts' | 'urls'>, dataDirectory: string): string {
  const width = Math.max(...parts.map((part) => part.what.length));
  const table = parts.map((part) => `  ${part.what.padEnd(width)}  ${part.where}`);
  return [
    '',
    'Botscope is running:',
    ...table,
    `  ${'data'.padEnd(width)}  ${dataDirectory}`,
    '',
    ...renderNextThing(urls.demo, urls.ui),
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

/** What the terminal shows when nothing runs. */
export function renderStartFailure(error: unknown): string {
  return `\nBotscope could not start. ${error instanceof Error ? error.message : String(error)}`;
}
