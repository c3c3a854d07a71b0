import { deepEqual, ok } from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOAD_ENTRIES_CJS } from '../build/cjs-programs.ts';
import { listEntries, type PackedPackage } from '../build/pack.ts';
import { runWell } from '../build/run.ts';

/** Every entry of every package loads, where no framework is installed. */
export async function checkEntries(
  node: string,
  project: string,
  kind: 'import' | 'require',
  packages: readonly PackedPackage[],
): Promise<void> {
  const entries = packages.flatMap(({ manifest }) => listEntries(manifest));
  for (const { manifest } of packages)
    for (const peer of Object.keys(manifest.peerDependenciesMeta ?? {}))
      ok(!existsSync(join(project, 'node_modules', peer)), `${peer} is installed: this would prove nothing`);
  if (kind === 'require') writeFileSync(join(project, 'load-entries.cjs'), LOAD_ENTRIES_CJS);
  const program = kind === 'import' ? 'load-entries.mjs' : 'load-entries.cjs';
  const output = await runWell(node, [program, ...entries], { cwd: project });
  const counts = JSON.parse(output.match(/^\{.*\}$/m)?.[0] ?? '{}') as Readonly<Record<string, number>>;
  deepEqual(Object.keys(counts).sort(), [...entries].sort());
  deepEqual(
    entries.filter((name) => counts[name] === 0),
    [],
    'entries without any name',
  );
}
