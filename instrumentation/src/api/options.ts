import type { LoggerProvider, TracerProvider } from '@opentelemetry/api';
import type { BotIdentity } from './bot.ts';
import type { RedactionOptions } from './redaction.ts';
import type { CapturePolicyOptions } from './capture-policy.ts';

export type { RedactionOptions };

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
  readonly capturePolicy?: CapturePolicyOptions;
  /**
   * True: every outgoing HTTP call that a turn makes is recorded, whichever client makes it: the global `fetch`, undici,
   * `node:http`, `node:https` and what is built on them, such as axios, got or another's SDK. Calls outside any turn are not.
   * False (default): those made with `fetch` of a step or of the telemetry, and those told by `recordApiCall`.
   */
  readonly recordOutgoingCalls?: boolean;
  /** Key of signed carriers (at least 16 characters), the same wherever a wait may end. `BOTSCOPE_CARRIER_KEY`, else none are made. */
  readonly carrierKey?: string | undefined;
  /** False: nothing is recorded. `OTEL_SDK_DISABLED` does the same. */
  readonly enabled?: boolean;
}

/** Options of {@link createBotTelemetry}. */
export interface BotTelemetryOptions extends CommonOptions {
  /** The global one by default. */
  readonly tracerProvider?: TracerProvider;
  /** The global one by default. */
  readonly loggerProvider?: LoggerProvider;
  /**
   * `deployment.environment.name`, `service.name` and `service.instance.id` of the providers' resource, for the rules of the
   * capture policy and its default; one that is absent is matched only by rules that do not name it.
   */
  readonly environment?: string;
  readonly serviceName?: string;
  readonly serviceInstanceId?: string;
}
