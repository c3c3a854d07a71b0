// Makes a fresh clone runnable: installs, finds Node 24, builds what is stale. Runs on Node 20 without any dependency.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILDS } from './builds.mjs';
import { findNode } from './find-node.mjs';
import { hashSources } from './hash-sources.mjs';
import { makeWhenStale } from './make-when-stale.mjs';
import { runToEnd } from './run-program.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packageDirectory = join(root, 'node_modules');
const stampFile = (name) => join(packageDirectory, '.botscope', name);

/**
 * Path of a package's command, started with our Node rather than whatever its first line names.
 * @param {string} packageName
 * @param {string} command The package's name by default.
 */
export function binOf(packageName, command = packageName) {
  const directory = join(packageDirectory, packageName);
  const { bin } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  return join(directory, typeof bin === 'string' ? bin : bin[command]);
}

/** Environment in which `node` is the Node that was found. */
export function programEnvironment(node) {
  return { ...process.env, PATH: dirname(node) + delimiter + (process.env.PATH ?? '') };
}

/**
 * How to run npm: the one that runs this, when one does. On Windows `npm` itself is a script that cannot be spawned.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @returns {[string, string[]]}
 */
export function toNpmCommand(args, environment = process.env) {
  const cli = environment.npm_execpath ?? '';
  return cli.endsWith('npm-cli.js') ? [process.execPath, [cli, ...args]] : ['npm', [...args]];
}

async function step(text, action) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  console.log(`· ${text}`);
  const progress = setInterval(() => console.log(`  still at it, ${seconds()}`), 15_000);
  try {
    await action();
  } finally {
    clearInterval(progress);
  }
  console.log(`  done in ${seconds()}`);
}

/** Installs the locked packages unless exactly these are there. */
async function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const [npm, args] = toNpmCommand(['ci', '--ignore-scripts', '--loglevel=error']);
  await makeWhenStale({ output: packageDirectory, stampFile: stampFile('installed'), wanted }, () =>
    step('Installing packages (a minute or two, once)', () => runToEnd(npm, args, { cwd: root, quiet: true })),
  );
}

async function ensureBuilt(node) {
  for (const { name, output, sources, workspace, command } of BUILDS) {
    const wanted = hashSources(root, sources);
    await makeWhenStale({ output: join(root, output), stampFile: stampFile(name), wanted }, () =>
      step(`Building the ${name}`, () =>
        runToEnd(node, [binOf(command.package), ...command.args], {
          cwd: join(root, workspace),
          env: programEnvironment(node),
          quiet: true,
        }),
      ),
    );
  }
}

/**
 * Installs what is missing.
 * @returns {Promise<string>} Path of the Node to use.
 */
export async function install() {
  await ensureInstalled();
  return findNode(packageDirectory);
}

/**
 * Installs what is missing and builds what is stale.
 * @returns {Promise<string>} Path of the Node to use.
 */
export async function prepare() {
  const node = await install();
  await ensureBuilt(node);
  return node;
}
