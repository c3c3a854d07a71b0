import type { Card, CardButton, Content, Webhook } from './content.ts';

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

/** The content that a parsed file holds; undefined when it holds something else. */
export function narrowContent(value: unknown): Content | undefined {
  if (!isObject(value)) return undefined;
  const { card, webhook } = value;
  return isCard(card) && isWebhook(webhook) ? { card, webhook } : undefined;
}
