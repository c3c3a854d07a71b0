import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listEntries, type PackedPackage } from '../build/pack.ts';
import { runWell } from '../build/run.ts';

const modules = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

const BOT = `const telemetry = startBotTelemetry({ serviceName: 'bot', environment: 'sandbox', bot: { id: '42' } });
const reply: string = telemetry.conversation({ uid: 'c1' }).turn({ input: 'hi' }, (turn) => turn.step({ id: 'n1' }, () => 'ok'));
const receipt: Promise<AuditReceipt> = telemetry.audit.record({ actor: { name: 'A' }, action: 'UPDATED', entity: { type: 'card' } });
// @ts-expect-error: the environment is a text
startBotTelemetry({ environment: 5 });
export { reply, receipt };
`;
const ESM = `import type { AuditReceipt } from '@botscope/instrumentation';
import { startBotTelemetry } from '@botscope/instrumentation/node';
${BOT}`;
const CJS = `import type { AuditReceipt } from '@botscope/instrumentation';
import node = require('@botscope/instrumentation/node');
const { startBotTelemetry } = node;
${BOT}`;

const WAYS = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
} as const;

/** How a consumer's TypeScript finds modules. */
export type Way = keyof typeof WAYS;

/** Strict consumers compile against the declarations, which are checked themselves where no framework's types are needed. */
export async function checkTypes(project: string, way: Way, packages: readonly PackedPackage[]): Promise<void> {
  const free = packages.flatMap((packed) =>
    listEntries(packed.manifest).filter((name) => !needsFramework(packed, name)),
  );
  const files = [write(project, `bot-${way}.ts`, ESM), write(project, `entries-${way}.ts`, toImports(free))];
  if (way === 'nodenext') files.push(write(project, 'bot.cts', CJS));
  await compile(project, way, files, false);
}

/** Entries for frameworks compile beside the framework; its own declarations are its own business. */
export async function checkFrameworkTypes(
  project: string,
  way: Way,
  packages: readonly PackedPackage[],
): Promise<void> {
  for (const { manifest } of packages)
    for (const peer of Object.keys(manifest.peerDependenciesMeta ?? {})) {
      link(project, peer);
      if (existsSync(join(modules, '@types', peer))) link(project, `@types/${peer}`);
    }
  const names = packages.flatMap(({ manifest }) => listEntries(manifest));
  await compile(project, way, [write(project, `frameworks-${way}.ts`, toImports(names))], true);
}

async function compile(project: string, way: Way, files: readonly string[], skipLibCheck: boolean): Promise<void> {
  const path = join(project, `tsconfig.${way}.json`);
  const compilerOptions = {
    ...WAYS[way],
    ...{ target: 'es2023', lib: ['es2023'], types: ['node'], typeRoots: [join(modules, '@types')] },
    ...{ strict: true, noEmit: true, skipLibCheck, exactOptionalPropertyTypes: true },
  };
  writeFileSync(path, JSON.stringify({ compilerOptions, files }));
  await runWell(process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', path], { cwd: project });
}

function write(project: string, name: string, text: string): string {
  writeFileSync(join(project, name), text);
  return name;
}

function toImports(names: readonly string[]): string {
  return names.map((name, index) => `export * as entry${index} from '${name}';\n`).join('');
}

/** Entries for a framework are named for it. */
function needsFramework({ manifest }: PackedPackage, name: string): boolean {
  const entry = name.slice(manifest.name.length + 1);
  return Object.keys(manifest.peerDependenciesMeta ?? {}).some((peer) => entry !== '' && peer.includes(entry));
}

function link(project: string, peer: string): void {
  const target = join(project, 'node_modules', peer);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(modules, peer), target);
}
