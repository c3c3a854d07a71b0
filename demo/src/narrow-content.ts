import {
  DEFAULT_CONTENT,
  type Card,
  type CardButton,
  type Content,
  type Prompt,
  type SheetsApp,
  type Webhook,
} from './content.ts';

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;
const areTexts = (...values: readonly unknown[]): boolean => values.every((value) => typeof value === 'string');

function isButton(value: unknown): value is CardButton {
  return isObject(value) && areTexts(value['id'], value['title']);
}

function isCard(value: unknown): value is Card {
  return (
    isObject(value) &&
    areTexts(value['title'], value['text']) &&
    typeof value['is_active'] === 'boolean' &&
    Array.isArray(value['buttons']) &&
    value['buttons'].every(isButton)
  );
}

function isWebhook(value: unknown): value is Webhook {
  return isObject(value) && areTexts(value['name'], value['method'], value['url']);
}

function isPrompt(value: unknown): value is Prompt {
  return isObject(value) && areTexts(value['name'], value['text']);
}

function isSheetsApp(value: unknown): value is SheetsApp {
  return isObject(value) && areTexts(value['name'], value['account'], value['access_token']);
}

/** The content that a parsed file holds; undefined when it holds something else. Early files had neither prompt nor connection. */
export function narrowContent(value: unknown): Content | undefined {
  if (!isObject(value)) return undefined;
  const { card, webhook, prompt = DEFAULT_CONTENT.prompt, sheets = DEFAULT_CONTENT.sheets } = value;
  return isCard(card) && isWebhook(webhook) && isPrompt(prompt) && isSheetsApp(sheets)
    ? { card, webhook, prompt, sheets }
    : undefined;
}
