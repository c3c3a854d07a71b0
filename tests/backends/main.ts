import { ensureBackends } from './build/ensure-backends.ts';
import { runChecks, type Check } from './checks/check.ts';
import { checkTestdata, listTestdata } from './checks/check-testdata.ts';
import { createComposeChecks } from './checks/compose-checks.ts';
import { createOutageChecks, createStubbedDeliveryChecks } from './checks/delivery-checks.ts';
import { createPinningChecks } from './checks/pinning-checks.ts';
import { createStorageChecks } from './checks/storage-checks.ts';
import { createVariantChecks } from './checks/variant-checks.ts';
import { createDashboardChecks } from './dashboard/dashboard-checks.ts';
import { startRealPipeline } from './run/real-pipeline.ts';
import { startStubbedPipeline } from './run/stubbed-pipeline.ts';

/**
 * Runs the shipped configurations on a real Collector and a real Loki; ends with "N passed, N failed". Arguments choose
 * the checks whose names contain one of them.
 */
async function main(): Promise<boolean> {
  const backends = await ensureBackends();
  const stubbed = await startStubbedPipeline(backends.collector);
  const real = await startRealPipeline(backends);
  const testdata = listTestdata().map((name): Check => ({
    name: `collector/testdata/${name}: what arrives is what is expected`,
    run: () => checkTestdata(name, stubbed),
  }));
  const dashboard = createDashboardChecks(real);
  const wanted = process.argv.slice(2);
  const checks = [
    ...testdata,
    ...createStubbedDeliveryChecks(stubbed),
    ...createComposeChecks(),
    ...createStorageChecks(real),
    ...createPinningChecks(backends, real),
    ...dashboard.checks,
    ...createOutageChecks(real),
    ...createVariantChecks(backends.collector, stubbed, real),
  ].filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  const { passed, failed } = await runChecks(checks);
  await Promise.all([stubbed.close(), real.close(), dashboard.close()]);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

process.exit((await main()) ? 0 : 1);
