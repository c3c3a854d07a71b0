import { diag } from '@opentelemetry/api';

/** What users should know about how their telemetry is set up: each is told to OTel's diagnostics once, and kept. */
export class Notices {
  private readonly texts: string[] = [];

  add(text: string): void {
    if (this.texts.includes(text)) return;
    this.texts.push(text);
    diag.warn(`@botscope/instrumentation: ${text}`);
  }

  get all(): readonly string[] {
    return [...this.texts];
  }
}
