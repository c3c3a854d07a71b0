// `npm test`: checks, unit tests and browser tests; ends with one line "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { binOf, prepare, programEnvironment, root, run } from './prepare.mjs';

const resultDirectory = join(root, '.cache', 'test-results');
rmSync(resultDirectory, { recursive: true, force: true });
mkdirSync(resultDirectory, { recursive: true });

function readVitest() {
  const file = join(resultDirectory, 'vitest.json');
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests || numFailedTestSuites };
}

function readPlaywright() {
  const file = join(resultDirectory, 'playwright.json');
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
}

/** A stage counts as failed by its exit code, whatever its report says. */
async function stage(name, action, read) {
  console.log(`\n── ${name}`);
  let ended = true;
  try {
    await action();
  } catch (error) {
    ended = false;
    console.error(error.message.split('\n')[0]);
  }
  const counts = read?.() ?? { passed: ended ? 1 : 0, failed: 0 };
  return { passed: counts.passed, failed: ended ? counts.failed : Math.max(1, counts.failed) };
}

const node = await prepare();
const start = (args, env = {}) => run(node, args, { env: { ...programEnvironment(node), ...env } });
const results = [
  await stage('format, types, lint, imports', () => start([join(root, 'scripts', 'run.mjs'), 'check'])),
  await stage(
    'unit and component tests',
    () =>
      start([
        binOf('vitest', 'vitest'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${join(resultDirectory, 'vitest.json')}`,
      ]),
    readVitest,
  ),
  await stage(
    'browser tests',
    () =>
      start(
        [
          '--conditions=@botscope/source',
          binOf('@playwright/test', 'playwright'),
          'test',
          '-c',
          'tests/browser/playwright.config.ts',
        ],
        {
          PLAYWRIGHT_JSON_OUTPUT_FILE: join(resultDirectory, 'playwright.json'),
        },
      ),
    readPlaywright,
  ),
];
const passed = results.reduce((sum, r) => sum + r.passed, 0);
const failed = results.reduce((sum, r) => sum + r.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
