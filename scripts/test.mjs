// `npm test`: checks, unit tests and browser tests; ends with one line "N passed, N failed".
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countPlaywright, countStage, countVitest } from './count-tests.mjs';
import { binOf, prepare, programEnvironment, root } from './prepare.mjs';
import { runToEnd } from './run-program.mjs';

const resultDirectory = join(root, '.cache', 'test-results');
const vitestReport = join(resultDirectory, 'vitest.json');
const playwrightReport = join(resultDirectory, 'playwright.json');

async function stage(name, action, readCounts) {
  console.log(`\n── ${name}`);
  let ended = true;
  try {
    await action();
  } catch (error) {
    ended = false;
    console.error(error.message.split('\n')[0]);
  }
  return countStage(ended, readCounts?.());
}

async function testAll(node) {
  const start = (args, env = {}) => runToEnd(node, args, { cwd: root, env: { ...programEnvironment(node), ...env } });
  const vitest = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];
  const playwright = ['test', '-c', 'tests/browser/playwright.config.ts'];
  return [
    await stage('format, types, lint, imports', () => start([join(root, 'scripts', 'run.mjs'), 'check'])),
    await stage(
      'unit and component tests',
      () => start([binOf('vitest'), ...vitest]),
      () => countVitest(vitestReport),
    ),
    await stage(
      'browser tests',
      () =>
        start(['--conditions=@botscope/source', binOf('@playwright/test', 'playwright'), ...playwright], {
          PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
        }),
      () => countPlaywright(playwrightReport),
    ),
  ];
}

try {
  const node = await prepare();
  rmSync(resultDirectory, { recursive: true, force: true });
  mkdirSync(resultDirectory, { recursive: true });
  const results = await testAll(node);
  const sum = (name) => results.reduce((total, counts) => total + counts[name], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
} catch (error) {
  console.error(`\nThe tests could not start: ${error.message}`);
  process.exitCode = 1;
}
