// A package's manifest as its users get it.

const SOURCE_CONDITION = '@botscope/source';
/** The lowest Node that OpenTelemetry's SDK takes. */
const ENGINES = { node: '>=22.15' };
const DROPPED = ['private', 'scripts', 'devDependencies', 'exports', 'dependencies', 'peerDependencies'];

/**
 * The source files behind a manifest's entries.
 * @param {{exports: Record<string, Record<string, string>>}} manifest
 * @returns {string[]}
 */
export function listEntrySources(manifest) {
  return Object.values(manifest.exports).map((conditions) => conditions[SOURCE_CONDITION]);
}

/**
 * Without what only this repository needs: the condition for sources, development dependencies, `private`.
 * @param {{exports: Record<string, Record<string, string>>, [member: string]: unknown}} manifest The workspace's own.
 * @returns {{exports: Record<string, string | Record<string, string>>, [member: string]: unknown}}
 */
export function toPublishedManifest(manifest) {
  const kept = Object.entries(manifest).filter(([name]) => !DROPPED.includes(name));
  const { dependencies, peerDependencies } = manifest;
  return {
    ...Object.fromEntries(kept),
    engines: ENGINES,
    sideEffects: false,
    files: ['dist'],
    exports: { ...toPublishedExports(manifest.exports), './package.json': './package.json' },
    ...(dependencies && { dependencies }),
    ...(peerDependencies && { peerDependencies }),
    publishConfig: { access: 'public' },
  };
}

function toPublishedExports(entries) {
  return Object.fromEntries(
    Object.entries(entries).map(([entry, conditions]) => [
      entry,
      Object.fromEntries(Object.entries(conditions).filter(([condition]) => condition !== SOURCE_CONDITION)),
    ]),
  );
}
