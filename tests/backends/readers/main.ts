import { ensureLogcli } from '../build/ensure-backends.ts';
import { runChecks, type Check } from '../checks/check.ts';
import { waitUntil } from '../run/wait-until.ts';
import { listCommands, SELECTOR, type Command } from './commands.ts';
import { createRecords } from './records.ts';
import { runLogcli } from './run-logcli.ts';
import { createTailChecks } from './tail-checks.ts';
import { pushToBoth, startTwoStores, type TwoStores } from './two-stores.ts';

const isBound = (arg: string): boolean => /^--(from|to|now|quiet)/.test(arg);

function toCheck({ lokiUrl, standaloneUrl }: TwoStores, program: string, command: Command): Check {
  const { args, compare, tenant = 'bots' } = command;
  return {
    name: `logcli ${args.filter((arg) => !isBound(arg)).join(' ')}${tenant === 'bots' ? '' : ` (${tenant})`}`,
    run: async () => {
      const [loki, standalone] = await Promise.all([
        runLogcli({ program, url: lokiUrl, tenant }, args),
        runLogcli({ program, url: standaloneUrl, tenant }, args),
      ]);
      compare(loki, standalone);
    },
  };
}

/** Loki counts streams and entries in chunks that it has written. */
async function flush(program: string, url: string): Promise<void> {
  await fetch(`${url}/flush`, { method: 'POST' });
  const isCounted = async (): Promise<true | undefined> => {
    const { stdout } = await runLogcli({ program, url, tenant: 'bots' }, ['stats', '--quiet', SELECTOR]);
    return /entries: [1-9]/.test(stdout) ? true : undefined;
  };
  await waitUntil('Loki to write its chunks', isCounted, 60_000);
}

/**
 * Reads the same records from a real Loki and from standalone with logcli, Loki's own client, and by tail. Arguments
 * choose the checks whose names contain one of them. Ends with "N passed, N failed".
 */
async function main(): Promise<boolean> {
  const program = await ensureLogcli();
  const stores = await startTwoStores();
  try {
    const { batches, startUnixNano, endUnixNano } = createRecords();
    await pushToBoth(stores, batches);
    await flush(program, stores.lokiUrl);
    const wanted = process.argv.slice(2);
    const checks = [
      ...listCommands(startUnixNano, endUnixNano).map((command) => toCheck(stores, program, command)),
      ...createTailChecks(stores, program),
    ].filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
    const { passed, failed } = await runChecks(checks);
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0;
  } finally {
    await stores.close();
  }
}

process.exit(
  await main().then(
    (isGood) => (isGood ? 0 : 1),
    (error: unknown) => {
      console.log(`FAILED ${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed`);
      return 1;
    },
  ),
);
