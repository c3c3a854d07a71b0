import type { LoggerProvider, TracerProvider } from '@opentelemetry/api';
import type { BotIdentity } from './bot.ts';

/** How secrets are recognised and replaced. */
export interface RedactionOptions {
  /** Names of members, headers and parameters whose values are replaced too; compared without case, `-` and `_`. */
  readonly keys?: readonly string[];
  /** Key of the prints; the same on all hosts that should compare. `BOTSCOPE_FINGERPRINT_KEY`, else a random one. */
  readonly fingerprintKey?: string;
}

/** Sizes beyond which content is cut. */
export interface LimitOptions {
  /** Request and response body each; 65,536 by default. */
  readonly bodyBytes?: number;
  /** Variables of a record; 65,536 by default. */
  readonly variablesBytes?: number;
  /** Whole body of any record but audit; 245,760 by default. */
  readonly lineBytes?: number;
  /** Audit before and after together; 409,600 by default, 204,800 for a Loki with its own limits. */
  readonly auditStateBytes?: number;
}

/** Options that both doors share. */
export interface CommonOptions {
  /** The bot that conversations belong to unless they name another. */
  readonly bot?: BotIdentity;
  readonly redaction?: RedactionOptions;
  readonly limits?: LimitOptions;
  /** False: nothing is recorded. `OTEL_SDK_DISABLED` does the same. */
  readonly enabled?: boolean;
}

/** Options of {@link createBotTelemetry}. */
export interface BotTelemetryOptions extends CommonOptions {
  /** The global one by default. */
  readonly tracerProvider?: TracerProvider;
  /** The global one by default. */
  readonly loggerProvider?: LoggerProvider;
}
