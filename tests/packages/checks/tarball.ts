import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import type { PackedPackage } from '../build/pack.ts';

const IMPORT =
  /^import ['"]([^'"]+)['"]|^(?:import|export)\b[^'";]*?\bfrom ['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm;
const ALLOWED = /^(?:package\.json|README\.md|LICENSE|dist\/.+\.(?:js|js\.map|d\.ts))$/;
const TEST_PART = /\.test\.|(?:^|\/)test-|\/testing\//;

/** Nothing but what users need is in the tarball, and all of that. */
export function checkFiles({ files, directory }: PackedPackage): void {
  deepEqual(
    files.filter((file) => !ALLOWED.test(file)),
    [],
    'files that nobody needs',
  );
  deepEqual(
    files.filter((file) => TEST_PART.test(file)),
    [],
    'parts of tests',
  );
  for (const file of ['package.json', 'README.md', 'LICENSE']) ok(files.includes(file), `${file} is missing`);
  for (const file of files.filter((name) => name.endsWith('.js'))) {
    ok(files.includes(`${file}.map`), `${file} has no source map`);
    ok(files.includes(file.replace(/\.js$/, '.d.ts')), `${file} has no declarations`);
    const map = JSON.parse(readFileSync(join(directory, `${file}.map`), 'utf8')) as Record<string, unknown[]>;
    equal(map['sourcesContent']?.length, map['sources']?.length, `${file}.map has no sources`);
  }
}

/** The manifest says what a registry and a resolver need, and nothing of this repository. */
export function checkManifest({ manifest, files }: PackedPackage, all: readonly PackedPackage[]): void {
  equal(manifest.license, 'Apache-2.0');
  equal(manifest.type, 'module');
  equal(manifest.engines?.['node'], '>=22.15');
  for (const name of ['private', 'scripts', 'devDependencies', 'repository', 'bugs', 'homepage'])
    ok(!(name in manifest), `${name} is in the manifest`);
  for (const [entry, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') continue;
    deepEqual(Object.keys(target), ['types', 'default'], `conditions of ${entry}, types first`);
    for (const path of Object.values(target)) ok(files.includes(posix.normalize(path)), `${entry}: ${path} is missing`);
  }
  for (const [name, version] of Object.entries(manifest.dependencies ?? {})) {
    const own = all.find((other) => other.manifest.name === name);
    if (name.startsWith('@botscope/')) equal(version, own?.manifest.version, `version of ${name}`);
  }
  for (const name of Object.keys(manifest.peerDependencies ?? {}))
    if (name !== '@opentelemetry/api')
      ok(manifest.peerDependenciesMeta?.[name]?.optional, `peer ${name} is not optional`);
}

/** Every import leads to a file of the tarball or to a declared package; every package of others that is declared is imported. */
export function checkImports({ manifest, files, directory }: PackedPackage): void {
  const { dependencies = {}, peerDependencies = {} } = manifest;
  const used = new Set<string>();
  for (const file of files.filter((name) => /\.(?:js|d\.ts)$/.test(name))) {
    for (const specifier of listImports(readFileSync(join(directory, file), 'utf8'))) {
      if (specifier.startsWith('.')) {
        match(specifier, /\.js$/, `${file} imports ${specifier}`);
        const target = posix.join(posix.dirname(file), specifier);
        ok(files.includes(file.endsWith('.d.ts') ? target.replace(/js$/, 'd.ts') : target), `${file}: no ${target}`);
      } else if (!isBuiltin(specifier)) {
        const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
        ok(name in dependencies || name in peerDependencies, `${file} imports ${name}, which is not declared`);
        used.add(name);
      }
    }
  }
  deepEqual(
    Object.keys(dependencies).filter((name) => !used.has(name) && !name.startsWith('@botscope/')),
    [],
    'dependencies that nothing imports',
  );
}

/** An optional peer is imported for its types only. */
export function checkPeers({ manifest, files, directory }: PackedPackage): void {
  const optional = Object.keys(manifest.peerDependenciesMeta ?? {});
  for (const file of files.filter((name) => name.endsWith('.js'))) {
    const imports = listImports(readFileSync(join(directory, file), 'utf8'));
    deepEqual(
      imports.filter((name) => optional.some((peer) => name === peer || name.startsWith(`${peer}/`))),
      [],
      file,
    );
  }
}

function listImports(text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, bare, named, later]) => bare ?? named ?? later ?? '');
}
