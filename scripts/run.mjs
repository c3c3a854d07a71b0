// The root verbs: node scripts/run.mjs <verb> [arguments]
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackages } from './build-packages.mjs';
import { binOf, install, prepare, programEnvironment, root } from './prepare.mjs';
import { runToEnd } from './run-program.mjs';
import { serveProgram } from './serve-program.mjs';

const [verb, ...rest] = process.argv.slice(2);
const workspaces = readdirSync(root).filter((name) => existsSync(join(root, name, 'tsconfig.json')));
/** Projects beside the workspaces' own: code for the browser has other types. */
const browserProjects = ['standalone/workbench-page', 'tests/browser'];
const fromSource = '--conditions=@botscope/source';

/** Each runs with our Node: `start` takes its arguments, the second parameter is its path. */
const verbs = {
  build: (_start, node) => (rest[0] === 'packages' ? buildPackages(node) : prepare()),
  typecheck: async (start) => {
    for (const project of ['.', ...workspaces, ...browserProjects])
      await start([binOf('typescript', 'tsc'), '-p', project]);
  },
  lint: (start) => start([binOf('eslint'), '.']),
  'format:check': (start) => start([binOf('prettier'), '--check', '--log-level=warn', '.']),
  imports: (start) =>
    start([
      binOf('dependency-cruiser', 'depcruise'),
      '--config',
      '.dependency-cruiser.cjs',
      ...workspaces.filter((w) => w !== 'bench').map((w) => (existsSync(join(root, w, 'src')) ? `${w}/src` : w)),
    ]),
  check: async (start) => {
    for (const name of ['format:check', 'typecheck', 'lint', 'imports']) await verbs[name](start);
  },
  bench: async (start) => {
    await prepare();
    await start([fromSource, '--expose-gc', 'bench/src/main.ts', ...rest]);
  },
  faults: async (start) => {
    await prepare();
    await start([fromSource, 'tests/faults/main.ts', ...rest]);
  },
  backends: (start) => start([fromSource, 'tests/backends/main.ts', ...rest]),
  conformance: (start) => start([fromSource, 'tests/backends/conformance/main.ts', ...rest]),
  readers: (start) => start([fromSource, 'tests/backends/readers/main.ts', ...rest]),
  foreign: (start) => start([fromSource, 'tests/backends/foreign/main.ts', ...rest]),
  interop: (start) => start([fromSource, 'tests/interop/main.ts', ...rest]),
  calls: (start) => start([fromSource, 'instrumentation/src/testing/calls/main.ts', ...rest]),
  packages: (start) => start([fromSource, 'tests/packages/main.ts', ...rest]),
  pipeline: (start) => start([fromSource, 'tests/faults/pipeline/main.ts', ...rest]),
  backup: (start) => start([fromSource, 'standalone/src/backup/main.ts', ...rest]),
  stack: async () => {
    process.exitCode = await serveProgram('tests/stack/main.ts', rest);
  },
  'stack-check': async (start) => {
    await prepare();
    await start([fromSource, 'tests/stack/check.ts', ...rest]);
  },
  'make-env': (start) => start([fromSource, 'docker/make-env.ts', ...rest]),
};

if (!Object.hasOwn(verbs, verb ?? '')) {
  console.error(`Unknown verb ${verb ?? ''}; known: ${Object.keys(verbs).join(', ')}.`);
  process.exit(2);
}
try {
  const node = await install();
  await verbs[verb]((args) => runToEnd(node, args, { cwd: root, env: programEnvironment(node) }), node);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
