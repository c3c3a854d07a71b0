import { APP_BASE_PATH, PAGE_PATHS, type Role } from '@botscope/conventions';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DEFAULT_SETTINGS } from '../lib/settings.ts';
import type { AppServices } from '../lib/services.ts';
import { createFakeBackend, type FakeRoute } from './fake-backend.ts';
import { createFakeLoki, type StoredRecord } from './fake-loki.ts';
import { createTestServices, renderApp } from './render-app.tsx';

/** Path of the conversation list. */
export const CONVERSATIONS_PATH = APP_BASE_PATH + PAGE_PATHS.conversations;

/** What a test of the list can change. */
export interface OpenOptions {
  /** Query string with its question mark. */
  readonly search?: string;
  readonly routes?: readonly FakeRoute[];
  readonly role?: Role;
  readonly services?: Partial<AppServices>;
}

/** The conversation list over records; production ones are listed at once. */
export function openConversations(records: readonly StoredRecord[], options: OpenOptions = {}) {
  const { search = '', routes = [], role = 'Admin', services = {} } = options;
  const loki = createFakeLoki('records', records);
  const { backend, requests } = createFakeBackend(...routes, loki.route);
  const settings = { ...DEFAULT_SETTINGS, productionDelayMinutes: 0 };
  const app = renderApp(CONVERSATIONS_PATH + search, createTestServices({ backend, settings, role, ...services }));
  return { ...app, loki, requests, user: userEvent.setup() };
}

/** The list, once it has rows. */
export async function findList() {
  return within(await screen.findByRole('grid', { name: 'Conversations' }));
}

/** Texts of the rows, the header left out. */
export async function readRows(): Promise<readonly string[]> {
  const rows = (await findList()).getAllByRole('row').slice(1);
  return rows.map((row) => row.textContent ?? '');
}
