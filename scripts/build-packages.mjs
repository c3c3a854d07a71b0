// Builds what is published: the instrumentation package and its leaves, each as it goes to a registry, ready to pack.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binOf, root } from './prepare.mjs';
import { runToEnd } from './run-program.mjs';
import { listEntrySources, toPublishedManifest } from './published-manifest.mjs';

const SCOPE = '@botscope/';
/** What users install; the workspaces that it imports are published with it. */
const PRODUCT = 'instrumentation';
const DEFAULT_OUTPUT = join(root, 'dist', 'packages');
/** tsc rewrites the endings of imports in programs, not in declarations. */
const TYPESCRIPT_IMPORT = /((?:from|import) ?\(?)(['"])(\.{1,2}\/[^'"]+)\.ts\2/g;

const readManifest = (workspace) => JSON.parse(readFileSync(join(root, workspace, 'package.json'), 'utf8'));

/**
 * Workspaces that are published, each after those that it imports.
 * @returns {string[]}
 */
export function listPublished(workspace = PRODUCT) {
  const imported = Object.keys(readManifest(workspace).dependencies ?? {})
    .filter((name) => name.startsWith(SCOPE))
    .flatMap((name) => listPublished(name.slice(SCOPE.length)));
  return [...new Set([...imported, workspace])];
}

/**
 * Compiles exactly what the entries reach: tests and parts for tests stay out by themselves. Of the leaves it sees what
 * was built, as users do.
 * @param {string} node
 * @param {string} workspace
 * @param {readonly string[]} entries
 * @param {string} packages
 */
async function compile(node, workspace, entries, packages) {
  const output = join(packages, workspace, 'dist');
  const project = join(packages, workspace, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    outDir: output,
    rootDir: join(root, workspace, 'src'),
    declaration: true,
    sourceMap: true,
    inlineSources: true,
    customConditions: [],
    paths: Object.fromEntries(listPublished().map((w) => [SCOPE + w, [join(packages, w, 'dist/index.d.ts')]])),
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const files = entries.map((entry) => join(root, workspace, entry));
  writeFileSync(project, JSON.stringify({ extends: join(root, 'tsconfig.base.json'), compilerOptions, files }));
  await runToEnd(node, [binOf('typescript', 'tsc'), '-p', project], { cwd: join(root, workspace), quiet: true });
  rmSync(project);
  for (const path of readdirSync(output, { recursive: true }).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(join(output, path), 'utf8');
    writeFileSync(join(output, path), text.replace(TYPESCRIPT_IMPORT, '$1$2$3.js$2'));
  }
}

async function buildPackage(node, workspace, packages) {
  const directory = join(packages, workspace);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const manifest = readManifest(workspace);
  await compile(node, workspace, listEntrySources(manifest), packages);
  copyFileSync(join(root, 'LICENSE'), join(directory, 'LICENSE'));
  const readme = join(root, workspace, 'README.md');
  if (!existsSync(readme)) throw new Error(`${workspace}/README.md is missing: it is what a registry shows.`);
  copyFileSync(readme, join(directory, 'README.md'));
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(toPublishedManifest(manifest), null, 2)}\n`);
}

/**
 * Builds all published packages.
 * @param {string} node Path of the Node that runs the compiler.
 * @param {string} packages Directory that gets one directory for each: manifest, `dist/`, README and licence.
 */
export async function buildPackages(node, packages = DEFAULT_OUTPUT) {
  for (const workspace of listPublished()) await buildPackage(node, workspace, packages);
}
