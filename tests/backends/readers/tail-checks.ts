import { deepEqual, equal } from 'node:assert/strict';
import type { Check } from '../checks/check.ts';
import { nowUnixNano, type PlainRecord } from '../run/otlp-json.ts';
import { SELECTOR } from './commands.ts';
import { compareOutput } from './compare-runs.ts';
import { runLogcli, startLogcli } from './run-logcli.ts';
import { askForTail, compareTails, openTail, type TailQuestion } from './tail-frames.ts';
import { pushToBoth, type TwoStores } from './two-stores.ts';

const SECOND_NANOS = 1_000_000_000n;
/** Selects what the pushes of these checks hold, by metadata: so that Loki's messages carry all labels. */
const toQuery = (session: string): string => `${SELECTOR} | session_id="${session}"`;

function toRecord(session: string, body: string, timestampUnixNano: bigint): PlainRecord {
  return {
    body,
    timestampUnixNano,
    attributes: { 'bot.record.kind': 'log', 'bot.id': 'shop', 'session.id': session },
  };
}

const push = (stores: TwoStores, records: readonly PlainRecord[]): Promise<void> =>
  pushToBoth(stores, [{ tenant: 'bots', resource: { 'service.name': 'bot' }, records }]);

/**
 * Pushes what there is before a tail begins, then, one push after another, new, late, repeated and simultaneous records;
 * `wait` is told how many entries there are by then.
 */
async function pushStory(
  stores: TwoStores,
  session: string,
  open: () => Promise<void>,
  wait: (count: number) => Promise<unknown>,
): Promise<void> {
  const now = nowUnixNano() - 60n * SECOND_NANOS;
  const record = (body: string, seconds: bigint, nanos = 0n) =>
    toRecord(session, body, now + seconds * SECOND_NANOS + nanos);
  await push(stores, [record('before 1', 1n), record('before 2', 2n), record('{"before":3}', 3n)]);
  await open();
  await wait(3);
  const pushes = [
    [record('new', 10n)],
    [record('third', 20n, 3n), record('first', 20n, 1n), record('second', 20n, 2n)],
    [record('ten minutes late', -600n)],
    [record('again', 30n)],
    [record('again', 30n)],
    [record('at the same time', 30n)],
    [record('{"text":"say \\"hi\\" 🙂","nested":{"a":1}}', 40n)],
  ];
  const told = new Set<string>();
  for (const records of pushes) {
    await push(stores, records);
    for (const { body = '' } of records) told.add(body);
    await wait(3 + told.size);
  }
}

const compareFrames = (stores: TwoStores, session: string, categorized: boolean, stage: string) => async () => {
  const question: TailQuestion = {
    tenant: 'bots',
    parameters: { query: toQuery(session) + stage, limit: '100' },
    categorized,
  };
  const tails: Awaited<ReturnType<typeof openTail>>[] = [];
  const open = async (): Promise<void> => {
    for (const url of [stores.lokiUrl, stores.standaloneUrl]) tails.push(await openTail(url, question));
  };
  try {
    await pushStory(stores, session, open, (count) => Promise.all(tails.map((tail) => tail.until(count))));
    const [loki, standalone] = tails;
    if (loki !== undefined && standalone !== undefined) compareTails(loki, standalone);
  } finally {
    for (const tail of tails) tail.close();
  }
};

const MISTAKES: readonly Readonly<Record<string, string>>[] = [
  { query: '{' },
  { query: '' },
  { query: '{}' },
  { query: SELECTOR, limit: '0' },
  { query: SELECTOR, limit: 'x' },
  { query: SELECTOR, start: 'x' },
  { query: SELECTOR, delay_for: '6' },
  { query: SELECTOR, delay_for: 'x' },
];

async function compareMistakes(stores: TwoStores): Promise<void> {
  for (const parameters of MISTAKES) {
    const question = { tenant: 'bots' as const, parameters, categorized: false };
    const [loki, standalone] = await Promise.all([
      askForTail(stores.lokiUrl, question),
      askForTail(stores.standaloneUrl, question),
    ]);
    equal(loki[0], 400, `Loki answers ${JSON.stringify(parameters)} with ${loki[0]}`);
    const isParseError = ([, words]: readonly [unknown, string]): boolean => words === 'parse error';
    deepEqual([standalone[0], isParseError(standalone)], [loki[0], isParseError(loki)], JSON.stringify(parameters));
  }
}

const compareLogcliTails = (stores: TwoStores, program: string, output: string) => async () => {
  const session = `logcli-${output}`;
  const args = ['query', '--quiet', '--tail', `--output=${output}`, '--limit=100', toQuery(session)];
  const readers: ReturnType<typeof startLogcli>[] = [];
  const open = async (): Promise<void> => {
    for (const url of [stores.lokiUrl, stores.standaloneUrl])
      readers.push(startLogcli({ program, url, tenant: 'bots' }, args));
  };
  const linesOf = (text: string): number => text.split('\n').length - 1;
  const wait = (count: number) =>
    Promise.all(readers.map((reader) => reader.until(({ stdout }) => linesOf(stdout) >= count)));
  let runs: readonly { readonly stdout: string }[] = [];
  try {
    await pushStory(stores, session, open, wait);
  } finally {
    runs = await Promise.all(readers.map((reader) => reader.stop()));
  }
  equal(runs[1]?.stdout, runs[0]?.stdout);
};

/** As a data source of Grafana reads: whatever tenant it names, it gets `bots`. */
const readThroughGateway = (stores: TwoStores, program: string) => async () => {
  const session = 'gateway';
  const { readOnlyUrl: url, standaloneUrl } = stores;
  const line = toRecord(session, 'through the gateway', nowUnixNano() - SECOND_NANOS);
  const query = ['query', '--quiet', '--output=jsonl', '--limit=50'];
  const reader = startLogcli({ program, url, tenant: 'audit' }, [...query, '--tail', toQuery(session)]);
  try {
    await push(stores, [line]);
    await reader.until(({ stdout }) => stdout.includes('through the gateway'));
  } finally {
    await reader.stop();
  }
  const range = [`--to=${new Date().toISOString()}`];
  const direct = await runLogcli({ program, url: standaloneUrl, tenant: 'bots' }, [...query, ...range, SELECTOR]);
  const behind = await runLogcli({ program, url, tenant: 'audit' }, [...query, ...range, SELECTOR]);
  compareOutput(direct, behind);
};

/** What clients that tail see of both stores. */
export function createTailChecks(stores: TwoStores, program: string): readonly Check[] {
  return [
    { name: 'tail: messages with labels apart', run: compareFrames(stores, 'apart', true, '') },
    { name: 'tail: messages with all labels together', run: compareFrames(stores, 'together', false, '') },
    {
      name: 'tail: messages with parsed labels',
      run: compareFrames(stores, 'parsed', true, ' | json text="text" | drop __error_details__'),
    },
    { name: 'tail: a mistake is answered 400 instead of the upgrade', run: () => compareMistakes(stores) },
    ...['default', 'raw', 'jsonl'].map((output) => ({
      name: `logcli query --tail --output=${output}`,
      run: compareLogcliTails(stores, program, output),
    })),
    { name: "logcli, through the gateway's read-only listener", run: readThroughGateway(stores, program) },
  ];
}
