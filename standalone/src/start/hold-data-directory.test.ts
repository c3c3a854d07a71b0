import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { createTestDirectory, NOW_MILLIS, toNewRecord } from '../store/test-records.ts';
import { holdDataDirectory, refuseRecordsOf } from './hold-data-directory.ts';
import { startRun } from './run.ts';

async function createDirectoryOfNpmStart(): Promise<string> {
  const dataDirectory = createTestDirectory();
  const store = openStore({ dataDirectory, clock: () => NOW_MILLIS });
  await store.appendRecords([toNewRecord({ tenant: 'audit' })]);
  store.close();
  return dataDirectory;
}

describe('refuseRecordsOf', () => {
  it('refuses the directory of the other way to run the product, and names its variable', async () => {
    const ofStart = await createDirectoryOfNpmStart();
    const ofStack = createTestDirectory();
    mkdirSync(join(ofStack, 'loki'));
    expect(() => refuseRecordsOf('npm start', ofStart)).toThrow(/records of npm start. Set BOTSCOPE_DATA_DIR/);
    expect(() => refuseRecordsOf('npm run stack', ofStack)).toThrow(ofStack);
    refuseRecordsOf('npm run stack', ofStart);
    refuseRecordsOf('npm start', ofStack);
  });
});

describe('holdDataDirectory', () => {
  it('keeps others out until the run ends, and leaves no records of npm start', async () => {
    const directory = createTestDirectory();
    const log = () => {};
    const hold = () => startRun(log, async (run) => holdDataDirectory(directory, run));
    const first = await hold();
    await expect(hold()).rejects.toThrow(/in use by another process.*BOTSCOPE_DATA_DIR/);
    await first.stop();
    await (await hold()).stop();
    refuseRecordsOf('npm start', directory);
  });
});
