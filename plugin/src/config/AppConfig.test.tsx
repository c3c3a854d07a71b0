import type { AppPluginMeta, GrafanaPlugin } from '@grafana/data';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import AppConfig from './AppConfig.tsx';
import type { AppConfigToSave } from './save-app-config.ts';

function show(meta: Partial<AppPluginMeta>, save?: (config: AppConfigToSave) => Promise<void>) {
  const plugin = { meta: { id: 'botscope-logs-app', ...meta } } as GrafanaPlugin<AppPluginMeta>;
  const saved: AppConfigToSave[] = [];
  const reloads: number[] = [];
  const result = render(
    <AppConfig
      plugin={plugin}
      save={save ?? (async (config) => void saved.push(config))}
      reload={() => void reloads.push(1)}
    />,
  );
  return { ...result, saved, reloads, user: userEvent.setup() };
}

describe('AppConfig', () => {
  it('saves settings and secret apart, then loads the page again', async () => {
    const { user, saved, reloads } = show({});
    await user.type(screen.getByLabelText(/^Gateway address/), 'http://127.0.0.1:4390');
    await user.type(screen.getByLabelText(/^Proxy secret/), 's3cret');
    await user.click(screen.getByRole('button', { name: 'Save configuration' }));
    await waitFor(() => expect(reloads).toHaveLength(1));
    expect(saved[0]).toMatchObject({ proxySecret: 's3cret', settings: { gatewayUrl: 'http://127.0.0.1:4390' } });
    expect(JSON.stringify(saved[0]?.settings)).not.toContain('s3cret');
  });

  it('keeps the secret out of what a native form submission would put into the address', () => {
    const { container } = show({});
    const form = container.querySelector('form') as HTMLFormElement;
    expect([...new FormData(form).keys()]).toEqual([]);
    const event = new Event('submit', { cancelable: true, bubbles: true });
    form.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  });

  it('leaves a stored secret as it is', async () => {
    const { user, saved } = show({
      jsonData: { gatewayUrl: 'http://gateway:4390' },
      secureJsonFields: { proxySecret: true },
    });
    await user.click(screen.getByRole('button', { name: 'Save configuration' }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]).not.toHaveProperty('proxySecret');
  });

  it('says why it could not save', async () => {
    const { user } = show(
      { jsonData: { gatewayUrl: 'http://gateway:4390' }, secureJsonFields: { proxySecret: true } },
      async () => Promise.reject(new Error('no permission')),
    );
    await user.click(screen.getByRole('button', { name: 'Save configuration' }));
    expect(await screen.findByText('Not saved: no permission')).toBeVisible();
  });
});
