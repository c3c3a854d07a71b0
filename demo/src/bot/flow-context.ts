import type { Callbacks } from '../callbacks.ts';
import type { Content } from '../content.ts';

/** What flows need of the world. */
export interface FlowContext {
  /** Base of the shop's API. */
  readonly shopUrl: string;
  /** How long the bot waits for the shop's answer. */
  readonly shopTimeoutMillis: number;
  /** Base of the text-message provider's API; nothing listens there. */
  readonly textMessageUrl: string;
  readonly callbacks: Pick<Callbacks, 'expect'>;
  readonly readContent: () => Content;
}
