import type { Card, Prompt, SheetsApp, Webhook } from './content.ts';

/** A save that was refused; the message names the field and what is accepted. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
}

/** Fields of the admin page's forms as they are sent. */
export type Form = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 2000;

/**
 * What was sent, as a form.
 * @throws ContentError when it has no fields.
 */
export function narrowForm(body: unknown): Form {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Form;
  throw new ContentError('Send the fields of the form as a JSON object.');
}

/** An absent field is an empty one. */
function readText(form: Form, field: string): string {
  const value = form[field] ?? '';
  if (typeof value !== 'string' || value.length > LONGEST_TEXT)
    throw new ContentError(`"${field}" must be a text of at most ${LONGEST_TEXT} characters.`);
  return value.trim();
}

function requireText(form: Form, field: string): string {
  const text = readText(form, field);
  if (text === '') throw new ContentError(`"${field}" must not be empty.`);
  return text;
}

/**
 * The card after a save of {title, text, buttons: one a line}; a button that keeps its title keeps its id.
 * @throws ContentError
 */
export function narrowCard(form: Form, before: Card): Card {
  const lines = readText(form, 'buttons').split('\n');
  const titles = new Set(lines.map((line) => line.trim()).filter(Boolean));
  let next = Math.max(0, ...before.buttons.map(({ id }) => Number(id.slice(1)))) + 1;
  return {
    ...before,
    title: requireText(form, 'title'),
    text: readText(form, 'text'),
    buttons: [...titles].map(
      (title) => before.buttons.find((button) => button.title === title) ?? { id: `b${next++}`, title },
    ),
  };
}

/**
 * The webhook after a save of {url}.
 * @throws ContentError
 */
export function narrowWebhook(form: Form, before: Webhook): Webhook {
  const url = requireText(form, 'url');
  if (!/^(https?:\/\/|\/(?!\/))/.test(url) || !URL.canParse(url, 'http://localhost'))
    throw new ContentError(
      '"url" must be an http:// or https:// address, or a path of the payment provider like /v1/refunds.',
    );
  return { ...before, url };
}

/**
 * The prompt after a save of {text}.
 * @throws ContentError
 */
export function narrowPrompt(form: Form, before: Prompt): Prompt {
  return { ...before, text: requireText(form, 'text') };
}

/**
 * The connection after a save of {account, access_token}.
 * @throws ContentError
 */
export function narrowSheetsApp(form: Form, before: SheetsApp): SheetsApp {
  return { ...before, account: requireText(form, 'account'), access_token: requireText(form, 'access_token') };
}
