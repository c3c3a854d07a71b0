import { ensureBackends } from '../build/ensure-backends.ts';
import { runChecks } from '../checks/check.ts';
import { createLimitChecks } from './limit-checks.ts';
import { createOneTenantChecks } from './one-tenant-checks.ts';
import { createPageChecks } from './page-checks.ts';
import { createWrongChecks } from './wrong-checks.ts';

/**
 * Asks Lokis that nobody configured for us, and puts stores into wrong states; ends with "N passed, N failed". Arguments
 * choose the checks whose names contain one of them.
 */
async function main(wanted: readonly string[]): Promise<boolean> {
  const backends = await ensureBackends();
  const all = [
    ...createPageChecks(backends.loki),
    ...createLimitChecks(backends.loki),
    ...createWrongChecks(backends),
    ...createOneTenantChecks(backends),
  ];
  const checks = all.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  const { passed, failed } = await runChecks(checks);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

process.exit((await main(process.argv.slice(2))) ? 0 : 1);
