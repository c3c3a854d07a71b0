import { openStore } from '../open-store.ts';
import { NOW_MILLIS, NOW_NANO, toNewRecord } from '../test-records.ts';
import { createSealingThread } from './sealing-thread.ts';

/** Stores numbered records from a number on and seals full files, until it is killed. Says which numbers are stored. */
const [, , dataDirectory = '', first = '0'] = process.argv;
const BATCH = 10;

const { sealFile } = createSealingThread();
const limits = { maxRowsPerFile: 100, groupCommitMillis: 1 };
const store = openStore({ dataDirectory, sealFile, limits, clock: () => NOW_MILLIS });
for (let next = Number(first); ; next += BATCH) {
  const numbers = Array.from({ length: BATCH }, (_nothing, n) => next + n);
  await store.appendRecords(
    numbers.map((n) => toNewRecord({ body: String(n), timestampUnixNano: NOW_NANO + BigInt(n) })),
  );
  process.stdout.write(`${next + BATCH}\n`);
}
