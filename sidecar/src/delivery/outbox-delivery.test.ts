import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeDirectory } from '../../tests/sidecar.ts';
import { createOutboxDelivery } from './outbox-delivery.ts';

const MESSAGE = { id: '01X', from: 'a@b', to: ['c@d'], bytes: Buffer.from('first'), raisedMillis: 1_795_240_000_000 };

describe('createOutboxDelivery', () => {
  it('leaves one whole file per alert, however often it is written', async () => {
    const directory = join(await makeDirectory(), 'outbox');
    const delivery = createOutboxDelivery(directory);
    await delivery.deliver(MESSAGE);
    const result = await delivery.deliver({ ...MESSAGE, bytes: Buffer.from('second') });
    const names = await readdir(directory);
    expect(names).toHaveLength(1);
    expect(result).toEqual({ outcome: 'written', answer: expect.stringContaining(`outbox/${names[0]}`) });
    expect(await readFile(join(directory, names[0] ?? ''), 'utf8')).toBe('second');
  });

  it('says that it cannot be written, and will be tried again', async () => {
    const directory = join(await makeDirectory(), 'file');
    await writeFile(directory, '');
    const delivery = createOutboxDelivery(directory);
    expect(await delivery.deliver(MESSAGE)).toMatchObject({
      outcome: 'retryable',
      answer: expect.stringContaining('EEXIST'),
    });
    expect(await delivery.check()).toMatchObject({ ok: false, fix: expect.any(String) });
  });
});
