/** A card that the bot shows. */
export interface Card {
  readonly title: string;
  readonly text: string;
  readonly is_active: boolean;
  readonly buttons: readonly CardButton[];
}

/** A button of a card; its id outlives other buttons' coming and going. */
export interface CardButton {
  readonly id: string;
  readonly title: string;
}

/** An address that the bot calls. */
export interface Webhook {
  readonly name: string;
  readonly method: string;
  /** Absolute, or a path of the made-up payment provider. */
  readonly url: string;
}

/** What people edit on the demo's admin page. */
export interface Content {
  readonly card: Card;
  readonly webhook: Webhook;
}

/** Id of the card "Welcome" in audit entries. */
export const CARD_ID = '41';
/** Id of the webhook "Refund API" in audit entries. */
export const WEBHOOK_ID = '7';

/** The content of a new data directory. */
export const DEFAULT_CONTENT: Content = {
  card: {
    title: 'Welcome',
    text: 'Hello! I can look up an order or refund it.',
    is_active: true,
    buttons: [
      { id: 'b1', title: 'Where is my order?' },
      { id: 'b2', title: 'I want a refund' },
    ],
  },
  webhook: { name: 'Refund API', method: 'POST', url: '/v1/refunds' },
};
