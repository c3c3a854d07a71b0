import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A card that the bot shows. */
export interface Card {
  readonly title: string;
  readonly text: string;
  readonly is_active: boolean;
  readonly buttons: readonly { readonly id: string; readonly title: string }[];
}

/** An address that the bot calls. */
export interface Webhook {
  readonly name: string;
  readonly method: string;
  readonly url: string;
}

/** What people edit on the demo's admin page. */
export interface Content {
  readonly card: Card;
  readonly webhook: Webhook;
}

/** A save that was refused; the message names the field and what is accepted. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
}

/** Id of the card "Welcome" in audit entries. */
export const CARD_ID = '41';
/** Id of the webhook "Refund API" in audit entries. */
export const WEBHOOK_ID = '7';

/** Path of the payment provider's refund endpoint; a webhook without a host is resolved against the made-up companies. */
const DEFAULT_CONTENT: Content = {
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

/** Keeps the content in a file of the data directory. */
export interface ContentStore {
  read(): Content;
  write(content: Content): void;
}

/** Opens the content of a data directory; a missing file is the default content. */
export function openContentStore(directory: string): ContentStore {
  const file = join(directory, 'content.json');
  mkdirSync(directory, { recursive: true });
  let content = readContent(file);
  return {
    read: () => content,
    write: (next) => {
      writeFileSync(`${file}.new`, JSON.stringify(next, null, 2));
      renameSync(`${file}.new`, file);
      content = next;
    },
  };
}

function readContent(file: string): Content {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return DEFAULT_CONTENT;
    throw new Error(`${file} cannot be read as the demo's content: remove it to start from the default`, {
      cause: error,
    });
  }
}

function requireText(form: Record<string, unknown>, field: string): string {
  const value = form[field];
  if (typeof value !== 'string' || value.trim() === '') throw new ContentError(`"${field}" must not be empty.`);
  return value.trim();
}

/** The card after a save of the admin form {title, text, buttons: one a line}; a button that keeps its title keeps its id. */
export function narrowCard(form: Record<string, unknown>, before: Card): Card {
  const text = typeof form['text'] === 'string' ? form['text'].trim() : '';
  const titles =
    typeof form['buttons'] === 'string'
      ? form['buttons']
          .split('\n')
          .map((t) => t.trim())
          .filter(Boolean)
      : [];
  let next = Math.max(0, ...before.buttons.map((b) => Number(b.id.slice(1)))) + 1;
  const buttons = titles.map((title) => before.buttons.find((b) => b.title === title) ?? { id: `b${next++}`, title });
  return { ...before, title: requireText(form, 'title'), text, buttons };
}

/** The webhook after a save of the admin form {url}. */
export function narrowWebhook(form: Record<string, unknown>, before: Webhook): Webhook {
  const url = requireText(form, 'url');
  if (!url.startsWith('/') && !/^https?:\/\//.test(url)) {
    throw new ContentError('"url" must begin with http://, https:// or / (a path of the demo\'s payment provider).');
  }
  return { ...before, url };
}
