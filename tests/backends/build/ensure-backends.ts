import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findGo, runGo } from './run-go.ts';

/** Paths of the programs that the tests run. */
export interface Backends {
  readonly collector: string;
  readonly loki: string;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const modules = join(root, 'tests/backends/modules');
const MANIFEST = join(root, 'collector/builder.yaml');
const SMALLER = '-ldflags=-s -w';

function copyModule(name: string, directory: string): void {
  for (const file of ['go.mod', 'go.sum']) cpSync(join(modules, name, file), join(directory, file));
}

async function buildLoki(directory: string, output: string): Promise<void> {
  copyModule('loki', directory);
  await runGo(['build', SMALLER, '-o', output, 'github.com/grafana/loki/v3/cmd/loki'], directory);
}

/** The builder writes the sources; its own way to find versions fails, so they come from a go.mod of ours. */
async function buildCollector(directory: string, output: string): Promise<void> {
  const sources = join(directory, 'sources');
  copyModule('builder', directory);
  const manifest = readFileSync(MANIFEST, 'utf8').replace(/output_path: .*/, `output_path: ${sources}`);
  writeFileSync(join(directory, 'builder.yaml'), manifest);
  await runGo(['tool', 'builder', '--config', 'builder.yaml', '--skip-get-modules', '--skip-compilation'], directory);
  copyModule('collector', sources);
  await runGo(['build', SMALLER, '-o', output, '.'], sources);
}

/** Where a program is kept: under the hash of everything that it is made from. */
function cachePath(name: string, inputs: readonly string[], goVersion: string): string {
  const hash = createHash('sha256').update(`${platform()} ${arch()} ${goVersion}`);
  for (const file of inputs) hash.update('\0').update(readFileSync(file));
  return join(root, '.cache/backends', hash.digest('hex').slice(0, 16), name);
}

async function ensure(
  name: string,
  output: string,
  build: (directory: string, output: string) => Promise<void>,
): Promise<string> {
  if (existsSync(output)) return output;
  console.log(`Building ${name} from its Go modules into ${output} (minutes, once)`);
  const directory = mkdtempSync(join(tmpdir(), `botscope-build-${name}-`));
  try {
    const built = join(directory, `built-${name}`);
    await build(directory, built);
    mkdirSync(dirname(output), { recursive: true });
    // A name of its own first: whoever looks meanwhile finds the whole program or none.
    cpSync(built, `${output}.${process.pid}`);
    renameSync(`${output}.${process.pid}`, output);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return output;
}

function toPaths(goVersion: string): Backends {
  const moduleFiles = (name: string): string[] => [join(modules, name, 'go.mod'), join(modules, name, 'go.sum')];
  const collectorInputs = [MANIFEST, ...moduleFiles('builder'), ...moduleFiles('collector')];
  return {
    collector: cachePath('otelcol', collectorInputs, goVersion),
    loki: cachePath('loki', moduleFiles('loki'), goVersion),
  };
}

/** Builds Loki and the Collector from their Go modules unless they are there. Throws when Go is missing. */
export async function ensureBackends(): Promise<Backends> {
  const paths = toPaths(findGo());
  const collector = await ensure('otelcol', paths.collector, buildCollector);
  const loki = await ensure('loki', paths.loki, buildLoki);
  return { collector, loki };
}

async function buildLogcli(directory: string, output: string): Promise<void> {
  copyModule('logcli', directory);
  await runGo(['build', SMALLER, '-o', output, 'github.com/grafana/loki/v3/cmd/logcli'], directory);
}

/** Builds `logcli`, Loki's own client, from its Go module unless it is there. Throws when Go is missing. */
export function ensureLogcli(): Promise<string> {
  const inputs = ['go.mod', 'go.sum'].map((file) => join(modules, 'logcli', file));
  return ensure('logcli', cachePath('logcli', inputs, findGo()), buildLogcli);
}

/** What was built before; undefined when something is missing. Throws when Go is missing. */
export function findBackends(): Backends | undefined {
  const paths = toPaths(findGo());
  return Object.values(paths).every((path: string) => existsSync(path)) ? paths : undefined;
}

/** Builds the program that loads a compose file as `docker compose config` does, unless it is there. Throws when Go is missing. */
export function ensureComposeLoader(): Promise<string> {
  const files = ['go.mod', 'go.sum', 'main.go'];
  const source = join(modules, 'compose');
  const inputs = files.map((file) => join(source, file));
  return ensure('compose', cachePath('compose', inputs, findGo()), async (directory, output) => {
    for (const file of files) cpSync(join(source, file), join(directory, file));
    await runGo(['build', SMALLER, '-o', output, '.'], directory);
  });
}
