import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestKey, startTestGrafana, type TestGrafana } from '../../tests/grafana.ts';
import { createSigningKeys, type SigningKeys } from './signing-keys.ts';

interface Setting {
  readonly grafana: TestGrafana;
  readonly keys: SigningKeys;
  nowMillis: number;
}

async function start(): Promise<Setting> {
  const grafana = await startTestGrafana();
  onTestFinished(() => grafana.close());
  const setting: Setting = {
    grafana,
    keys: createSigningKeys({ url: `${grafana.url}/api/signing-keys/keys`, clock: () => setting.nowMillis }),
    nowMillis: 1_000_000,
  };
  return setting;
}

const FIRST = 'id-2026-11-es256';

describe('createSigningKeys', () => {
  it('fetches once for any number of requests', async () => {
    const { grafana, keys } = await start();
    const found = await Promise.all(Array.from({ length: 50 }, () => keys.find(FIRST)));
    expect(found.every((key) => key?.asymmetricKeyType === 'ec')).toBe(true);
    expect(grafana.fetches()).toBe(1);
  });

  it('finds a new key without a restart, and asks for made-up ids at a limited rate', async () => {
    const setting = await start();
    const { grafana, keys } = setting;
    await keys.find(FIRST);
    grafana.keys = [...grafana.keys, createTestKey('next-month')];
    for (let index = 0; index < 100; index += 1) expect(await keys.find(`made-up-${index}`)).toBeUndefined();
    expect(grafana.fetches()).toBe(1);
    setting.nowMillis += 5_000;
    expect(await keys.find('next-month')).toBeDefined();
    expect(grafana.fetches()).toBe(2);
  });

  it('forgets a key that Grafana has withdrawn, within an hour', async () => {
    const setting = await start();
    await setting.keys.find(FIRST);
    setting.grafana.keys = [createTestKey('next-month')];
    setting.nowMillis += 3_600_001;
    expect(await setting.keys.find(FIRST)).toBeUndefined();
  });

  it('says that keys cannot be fetched, and tries again a second later', async () => {
    const setting = await start();
    setting.grafana.broken = true;
    await expect(setting.keys.find(FIRST)).rejects.toMatchObject({ code: 'keys_unavailable', part: 'grafana' });
    setting.grafana.broken = false;
    await expect(setting.keys.find(FIRST)).rejects.toMatchObject({ code: 'keys_unavailable' });
    setting.nowMillis += 1_000;
    expect(await setting.keys.find(FIRST)).toBeDefined();
  });

  it('goes on with the keys it has while Grafana cannot be reached', async () => {
    const setting = await start();
    await setting.keys.find(FIRST);
    setting.grafana.broken = true;
    setting.nowMillis += 7_200_000;
    expect(await setting.keys.find(FIRST)).toBeDefined();
  });

  it('ignores keys that are not EC P-256', async () => {
    const { grafana, keys } = await start();
    const odd = createTestKey('odd');
    grafana.keys = [{ ...odd, publicKey: { export: () => ({ kty: 'oct', k: 'c2VjcmV0' }) } as never }];
    expect(await keys.find('odd')).toBeUndefined();
  });
});
