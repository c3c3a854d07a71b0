import type { AttributeMap } from './attribute-value.ts';

/** What sent the telemetry. */
export interface OtlpResource {
  readonly attributes: AttributeMap;
  readonly droppedAttributesCount: number;
}

/** The instrumentation library. `name` and `version` are empty when absent. */
export interface OtlpScope {
  readonly name: string;
  readonly version: string;
  readonly attributes: AttributeMap;
  readonly droppedAttributesCount: number;
}
