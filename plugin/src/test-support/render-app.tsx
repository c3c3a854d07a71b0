import { PERMISSIONS, roleReaches, toAction, type Permission, type Role } from '@botscope/conventions';
import { render, screen } from '@testing-library/react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { AppPages } from '../App.tsx';
import { createPreferences } from '../lib/preferences.ts';
import type { AppServices } from '../lib/services.ts';
import { DEFAULT_SETTINGS } from '../lib/settings.ts';
import { createFakeBackend } from './fake-backend.ts';
import { refuseTails } from './fake-tail.ts';
import { TestPluginPage } from './TestPluginPage.tsx';

/** 2026-11-21T14:05:00Z, the present of the tests. */
export const TEST_NOW_MILLIS = Date.UTC(2026, 10, 21, 14, 5);

/** Services for tests; each can be replaced. */
export function createTestServices(changes: Partial<AppServices> & { readonly role?: Role } = {}): AppServices {
  const { role = 'Admin', ...services } = changes;
  return {
    backend: createFakeBackend().backend,
    openTail: refuseTails,
    hasAction: (action) => actionsOf(role).includes(action),
    settings: DEFAULT_SETTINGS,
    preferences: createPreferences(),
    nowMillis: () => TEST_NOW_MILLIS,
    timeZone: 'utc',
    findTraceSource: () => undefined,
    Frame: TestPluginPage,
    ...services,
  };
}

/** The app at an address, with a way to read the address afterwards. */
export function renderApp(address: string, services: AppServices) {
  const result = render(
    <MemoryRouter initialEntries={[address]}>
      <AddressReader />
      <AppPages services={services} />
    </MemoryRouter>,
  );
  return { ...result, getAddress: () => screen.getByTestId(ADDRESS).textContent ?? '' };
}

const ADDRESS = 'address';

function AddressReader() {
  const { pathname, search } = useLocation();
  return (
    <data hidden data-testid={ADDRESS}>
      {pathname + search}
    </data>
  );
}

function actionsOf(role: Role): readonly string[] {
  const permissions = Object.keys(PERMISSIONS) as Permission[];
  return permissions.filter((permission) => roleReaches(role, PERMISSIONS[permission])).map(toAction);
}
