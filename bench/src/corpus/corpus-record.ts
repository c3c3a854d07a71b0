import type { Tenant } from '@botscope/conventions';
import type { AttributeValue } from '@botscope/otlp';

/** A record of the corpus. */
export interface CorpusRecord {
  readonly tenant: Tenant;
  readonly environment: string;
  readonly timestampUnixNano: bigint;
  readonly severityNumber: number;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly body: string;
}
