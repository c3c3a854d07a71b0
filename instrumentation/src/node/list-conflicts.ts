import type { StartBotTelemetryOptions } from '../api/start-options.ts';

/** Options that contradict each other or mean something else than they seem to, one line each. */
export function listConflicts(options: StartBotTelemetryOptions): string[] {
  const { tracerProvider, global, ingestToken, headers = {}, endpoint } = options;
  const problems: string[] = [];
  if (tracerProvider !== undefined && global === 'attach') {
    problems.push("tracerProvider and global: 'attach' exclude each other: leave one out.");
  }
  if (ingestToken !== undefined && Object.keys(headers).some((name) => name.toLowerCase() === 'authorization')) {
    problems.push('ingestToken and headers.authorization exclude each other: both are the same header. Leave one out.');
  }
  if (endpoint !== undefined && /\/v1\/(?:logs|traces)\/*$/.test(endpoint)) {
    problems.push('endpoint must be the base address, without /v1/logs or /v1/traces, which are added to it.');
  }
  for (const [name, value] of Object.entries(headers)) {
    if (isHeader(name, value)) continue;
    problems.push(`headers.${JSON.stringify(name)} cannot be sent: name or value has a character that HTTP forbids.`);
  }
  return problems;
}

function isHeader(name: string, value: string): boolean {
  try {
    new Headers([[name, value]]);
    return true;
  } catch {
    return false;
  }
}
