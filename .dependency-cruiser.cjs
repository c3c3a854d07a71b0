/** Who may import whom: ARCHITECTURE.md, "The tree". */
const leaves = ['conventions', 'otlp', 'delta', 'audit-chain', 'records'];
const allowed = {
  conventions: [],
  otlp: ['conventions'],
  delta: ['conventions'],
  'audit-chain': ['conventions'],
  records: ['conventions'],
  instrumentation: ['conventions', 'otlp', 'delta', 'audit-chain', 'records'],
  plugin: ['conventions', 'records', 'delta', 'audit-chain'],
  gateway: ['conventions', 'instrumentation'],
  sidecar: ['conventions', 'records', 'delta', 'audit-chain', 'otlp', 'instrumentation'],
  standalone: ['conventions', 'otlp'],
  demo: ['conventions', 'instrumentation'],
};
const everything = [...Object.keys(allowed), 'bench', 'tests'];
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...Object.entries(allowed).map(([workspace, targets]) => ({
      name: `${workspace}-imports-only-${targets.join('-') || 'nothing'}`,
      severity: 'error',
      from: { path: `^${workspace}/src/`, pathNot: '\\.(test|spec)\\.tsx?$' },
      to: { path: `^(${everything.filter((w) => w !== workspace && !targets.includes(w)).join('|')})/` },
    })),
    {
      name: 'recorder-reads-records-in-its-testing-entry-only',
      severity: 'error',
      from: { path: '^instrumentation/src/', pathNot: '^instrumentation/src/recording/' },
      to: { path: '^records/' },
    },
    {
      name: 'leaves-do-no-io',
      severity: 'error',
      from: { path: `^(${leaves.join('|')})/src/`, pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs|net|http|https|child_process|worker_threads|sqlite)' },
    },
    {
      name: 'plugin-pages-are-islands',
      severity: 'error',
      from: { path: '^plugin/src/pages/([^/]+)/' },
      to: { path: '^plugin/src/pages/', pathNot: '^plugin/src/pages/$1/' },
    },
    {
      name: 'plugin-lib-never-imports-a-page',
      severity: 'error',
      from: { path: '^plugin/src/(lib|components)/' },
      to: { path: '^plugin/src/pages/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Programs that check:packages installs somewhere else find their packages there.
    exclude: { path: '(^|/)(dist|node_modules|\\.config)/|^tests/packages/programs/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@botscope/source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
