import { buildPagePath } from '@botscope/conventions';
import userEvent from '@testing-library/user-event';
import type { AppServices } from '../lib/services.ts';
import { createFakeBackend, type FakeRoute } from './fake-backend.ts';
import { createFakeLoki, type StoredRecord } from './fake-loki.ts';
import { createTestServices, renderApp } from './render-app.tsx';

/** What a test of the conversation page can differ in. */
export type OpenOptions = Partial<AppServices> & {
  /** Parameters beside bot, environment and UID. */
  readonly query?: Readonly<Record<string, string | number>>;
  readonly routes?: readonly FakeRoute[];
};

/** The conversation page over a store with these records, at the conversation `conversation-1` of the bot Support. */
export function openConversation(records: readonly StoredRecord[], options: OpenOptions = {}) {
  const { query = {}, routes = [], ...services } = options;
  const { backend } = createFakeBackend(...routes, createFakeLoki('records', records).route);
  const address = buildPagePath('conversation', { bot: 'support', env: 'production', uid: 'conversation-1', ...query });
  return { ...renderApp(address, createTestServices({ backend, ...services })), user: userEvent.setup() };
}
