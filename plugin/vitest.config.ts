import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

const cjs = (name: string) =>
  fileURLToPath(import.meta.resolve(`@grafana/${name}`).replace(/dist\/.*$/, 'dist/cjs/index.cjs'));

export default defineProject({
  // Grafana's CommonJS builds: the ESM ones import packages without extensions, which Node refuses.
  resolve: {
    conditions: ['@botscope/source', 'module', 'browser', 'development|production'],
    alias: Object.fromEntries(
      ['ui', 'data', 'runtime', 'i18n', 'schema'].map((name) => [`@grafana/${name}`, cjs(name)]),
    ),
  },
  test: {
    name: 'plugin',
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['./vitest.setup.ts'],
    isolate: false,
    testTimeout: 20_000,
  },
});
