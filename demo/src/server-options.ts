import type { BotTelemetry } from '@botscope/instrumentation';
import type { FlowContext } from './bot/flow-context.ts';
import type { ContentStore } from './content-store.ts';

/** What the demo's web server needs. */
export interface DemoServerOptions {
  readonly telemetry: BotTelemetry;
  readonly context: FlowContext;
  readonly content: ContentStore;
  /** Base of links into Botscope's pages. */
  readonly publicUrl: string;
  readonly bot: { readonly id: string; readonly environment: string };
  /** Host that the server is bound to, accepted in the Host header beside loopback names. */
  readonly host: string;
}
