import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, runWell } from './run.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The manifest of a package as its users get it. */
export interface PublishedManifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly type?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** A package that was packed. */
export interface PackedPackage {
  readonly manifest: PublishedManifest;
  /** What went into the tarball, before it did. */
  readonly directory: string;
  readonly tarball: string;
  /** Paths within the tarball. */
  readonly files: readonly string[];
}

const BUILD = `import { buildPackages, listPublished } from ${JSON.stringify(join(root, 'scripts/build-packages.mjs'))};
await buildPackages(process.execPath, process.argv[1]);
console.log(JSON.stringify(listPublished()));`;

/** Builds the published packages into a directory and packs them there. The product is the last one. */
export async function packAll(directory: string): Promise<PackedPackage[]> {
  const output = await runWell(process.execPath, ['--input-type=module', '--eval', BUILD, directory], { cwd: root });
  const workspaces = JSON.parse(output.trim().split('\n').at(-1) ?? '') as string[];
  const packed: PackedPackage[] = [];
  for (const workspace of workspaces) packed.push(await pack(directory, workspace));
  return packed;
}

async function pack(parent: string, workspace: string): Promise<PackedPackage> {
  const directory = join(parent, workspace);
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as PublishedManifest;
  const output = await npm(['pack', '--json', `./${workspace}`], parent);
  const [answer] = toList(JSON.parse(output.slice(output.search(/[[{]/))));
  if (answer === undefined) throw new Error(`npm pack of ${workspace} answered ${output}`);
  const files = answer.files.map(({ path }) => path);
  return { manifest, directory, tarball: join(parent, answer.filename), files };
}

interface PackAnswer {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** A list in older versions of npm, by name in newer ones. */
function toList(answer: unknown): PackAnswer[] {
  return Object.values(answer as Record<string, PackAnswer>);
}

/** Names by which a package's entries are imported. */
export function listEntries({ name, exports }: PublishedManifest): string[] {
  return Object.keys(exports)
    .filter((entry) => entry !== './package.json')
    .map((entry) => name + entry.slice(1));
}
