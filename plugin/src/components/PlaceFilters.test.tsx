import { APP_BASE_PATH, ATTR_DEPLOYMENT_ENVIRONMENT_NAME, EVENT_LOG, PAGE_PATHS } from '@botscope/conventions';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { createFakeBackend } from '../test-support/fake-backend.ts';
import { createFakeLoki } from '../test-support/fake-loki.ts';
import { createTestServices, renderApp, TEST_NOW_MILLIS } from '../test-support/render-app.tsx';
import { toStoredRecord } from '../test-support/stored-record.ts';

const ENVIRONMENTS = ['production', 'qa-eu', 'sandbox', 'staging'];
const AREAS = ['records', 'api-calls', 'audit'] as const;

function open(address: string) {
  const records = ENVIRONMENTS.map((environment) =>
    toStoredRecord({
      atMillis: TEST_NOW_MILLIS - 60_000,
      kind: 'log',
      event: EVENT_LOG,
      attributes: { [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: environment },
    }),
  );
  const { backend } = createFakeBackend(...AREAS.map((area) => createFakeLoki(area, records).route));
  return renderApp(address, createTestServices({ backend }));
}

describe('the environments to choose from', () => {
  it('B3: are sandbox, staging, production and any other that was seen, on every page of records', async () => {
    const user = userEvent.setup();
    for (const page of ['conversations', 'flows', 'live', 'apiCalls', 'audit'] as const) {
      const { unmount, getAddress } = open(APP_BASE_PATH + PAGE_PATHS[page]);
      await user.click(await screen.findByRole('combobox', { name: 'Environment' }));
      const other = await screen.findByRole('option', { name: 'qa-eu' });
      const offered = screen.getAllByRole('option').map(({ textContent }) => textContent);
      expect(offered.filter((text) => text !== 'All environments').sort(), page).toEqual(ENVIRONMENTS);
      await user.click(other);
      await waitFor(() => expect(getAddress(), page).toContain('env=qa-eu'));
      unmount();
    }
  });
});
