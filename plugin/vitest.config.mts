import { createRequire } from 'node:module';
import { defineProject } from 'vitest/config';

const { resolve } = createRequire(import.meta.url);
const commonJs = (name: string) => resolve(`@grafana/${name}`).replace(/dist\/.*$/, 'dist/cjs/index.cjs');

export default defineProject({
  // Grafana's CommonJS builds: the ESM ones import packages without extensions, which Node refuses.
  resolve: {
    conditions: ['@botscope/source', 'module', 'browser', 'development|production'],
    alias: Object.fromEntries(
      ['ui', 'data', 'runtime', 'i18n', 'schema'].map((name) => [`@grafana/${name}`, commonJs(name)]),
    ),
  },
  test: {
    name: 'plugin',
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    setupFiles: ['./vitest.setup.ts'],
    isolate: false,
    testTimeout: 120_000,
  },
});
