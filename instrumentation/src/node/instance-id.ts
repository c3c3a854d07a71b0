import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `service.instance.id` of the process that has a slot: made once, the same after a restart. */
export function readInstanceId(slotDirectory: string): string {
  const path = join(slotDirectory, 'instance-id');
  const known = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  if (known !== '') return known;
  const id = randomUUID();
  writeFileSync(path, `${id}\n`);
  return id;
}
