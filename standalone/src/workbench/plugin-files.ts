import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePluginManifest, type PluginManifest } from './plugin-manifest.ts';
import { WorkbenchError } from './workbench-error.ts';

/** Text of a built file. Throws a {@link WorkbenchError} that says what to run when it is missing. */
export async function readBuiltFile(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new WorkbenchError(503, `${what} is not built (${file} is missing): run "npm run build".`, { cause });
  }
}

/** Reader of a plugin's manifest, read again when the plugin was built again. */
export function createManifestReader(pluginDirectory: string): () => Promise<PluginManifest> {
  const file = join(pluginDirectory, 'plugin.json');
  let kept: { readonly modifiedMillis: number; readonly manifest: PluginManifest } | undefined;
  return async () => {
    const modifiedMillis = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (kept === undefined || modifiedMillis !== kept.modifiedMillis) {
      const manifest = parsePluginManifest(await readBuiltFile(file, 'The plugin'));
      kept = { modifiedMillis: modifiedMillis ?? 0, manifest };
    }
    return kept.manifest;
  };
}
