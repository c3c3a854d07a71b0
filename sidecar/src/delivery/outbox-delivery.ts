import { constants } from 'node:fs';
import { access, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Delivery, OutgoingMessage } from './delivery.ts';

function describe(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

async function write(directory: string, { id, raisedMillis, bytes }: OutgoingMessage): Promise<string> {
  const name = `${new Date(raisedMillis).toISOString().replaceAll(':', '-')}-${id}.eml`;
  const path = join(directory, name);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
  return name;
}

/** Mails as files of a directory: whole or not there at all, one per alert however often it is written. */
export function createOutboxDelivery(directory: string): Delivery {
  return {
    deliver: async (message) => {
      try {
        return {
          outcome: 'written',
          answer: `No SMTP server is configured: written to outbox/${await write(directory, message)}`,
        };
      } catch (error) {
        return {
          outcome: 'retryable',
          answer: `The outbox cannot be written (${describe(error)}).`,
          unreachable: true,
        };
      }
    },
    check: async () => {
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await access(directory, constants.W_OK);
        return { ok: true, reason: 'No SMTP server is configured: mails are written to the outbox.' };
      } catch (error) {
        return {
          ok: false,
          reason: `The outbox ${directory} cannot be written (${describe(error)}).`,
          fix: 'Give the sidecar write access to its data directory, or configure an SMTP server.',
        };
      }
    },
    close: () => undefined,
  };
}
