// The root verbs: node scripts/run.mjs <verb> [arguments]
import { join } from 'node:path';
import { readdirSync, existsSync } from 'node:fs';
import { binOf, ensureInstalled, findNode, prepare, programEnvironment, root, run } from './prepare.mjs';

const [verb, ...rest] = process.argv.slice(2);
const workspaces = readdirSync(root).filter((name) => existsSync(join(root, name, 'tsconfig.json')));
/** Projects beside the workspaces' own: code for the browser has other types. */
const browserProjects = ['standalone/workbench-page', 'tests/browser'];

const typescript = (node) => (args) => run(node, args, { env: programEnvironment(node) });

const verbs = {
  build: async () => void (await prepare()),
  typecheck: async (start) => {
    await start([binOf('typescript', 'tsc'), '-p', '.']);
    for (const project of [...workspaces, ...browserProjects]) await start([binOf('typescript', 'tsc'), '-p', project]);
  },
  lint: (start) => start([binOf('eslint', 'eslint'), '.']),
  'format:check': (start) => start([binOf('prettier', 'prettier'), '--check', '--log-level=warn', '.']),
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
  bench: (start) => start(['--conditions=@botscope/source', '--expose-gc', 'bench/src/main.ts', ...rest]),
  faults: (start) => start(['--conditions=@botscope/source', 'tests/faults/main.ts', ...rest]),
};

if (!verbs[verb]) {
  console.error(`Unknown verb ${verb ?? ''}; known: ${Object.keys(verbs).join(', ')}.`);
  process.exit(2);
}
try {
  await ensureInstalled();
  const node = findNode();
  if (verb === 'bench' || verb === 'faults') await prepare();
  await verbs[verb](typescript(node));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
