import type { Content } from '../content.ts';

/** What flows need of the world. */
export interface FlowContext {
  /** Base of the shop's API. */
  readonly shopUrl: string;
  /** Base of the text-message provider's API; nothing listens there. */
  readonly textMessageUrl: string;
  readonly readContent: () => Content;
}
