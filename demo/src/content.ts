import { VALID_SHEETS_TOKEN } from './companies/sheets.ts';

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

/** What the language model is told before it reads a question. */
export interface Prompt {
  readonly name: string;
  readonly text: string;
}

/** The connection to a spreadsheet. */
export interface SheetsApp {
  readonly name: string;
  readonly account: string;
  readonly access_token: string;
}

/** What people edit on the demo's admin page. */
export interface Content {
  readonly card: Card;
  readonly webhook: Webhook;
  readonly prompt: Prompt;
  readonly sheets: SheetsApp;
}

/** Id of the card "Welcome" in audit entries. */
export const CARD_ID = '41';
/** Id of the webhook "Refund API" in audit entries. */
export const WEBHOOK_ID = '7';
/** Id of the prompt "Answer style" in audit entries. */
export const PROMPT_ID = '12';
/** Id of the connection "Call list" in audit entries. */
export const SHEETS_ID = '3';

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
  prompt: {
    name: 'Answer style',
    text: 'You answer questions about our shop in one sentence. Answer as JSON: {"topic": "…", "answer": "…"}',
  },
  sheets: { name: 'Call list', account: 'calls@shop.example', access_token: VALID_SHEETS_TOKEN },
};
