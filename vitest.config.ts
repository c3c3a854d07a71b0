import { defineConfig } from 'vitest/config';

/** Workspace sources are imported directly; both places are needed, see docs/adr/0002. */
const sourceCondition = '@botscope/source';
const nodeWorkspaces = [
  'conventions',
  'otlp',
  'delta',
  'audit-chain',
  'records',
  'instrumentation',
  'gateway',
  'sidecar',
  'standalone',
  'demo',
  'bench',
];

export default defineConfig({
  test: {
    projects: [
      {
        ssr: { resolve: { conditions: [sourceCondition, 'module', 'node', 'development|production'] } },
        test: {
          name: 'node',
          include: [
            ...nodeWorkspaces.map((w) => `${w}/**/*.test.ts`),
            'scripts/**/*.test.ts',
            'tests/contracts/**/*.test.ts',
            'tests/security/**/*.test.ts',
            'tests/acceptance/**/*.test.ts',
            'tests/pipeline/**/*.test.ts',
            'tests/stack/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**'],
          environment: 'node',
          execArgv: [`--conditions=${sourceCondition}`],
          // Limits for a machine that is busy with something else: no test waits for one of them to pass.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      './plugin/vitest.config.mts',
    ],
  },
});
