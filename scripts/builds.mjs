// What is built, and of what.

/**
 * Each build: its name, the file that it ends with, what it is made of (relative to the root), and how: a package's
 * command with its arguments, run in a workspace.
 */
export const BUILDS = [
  {
    name: 'plugin',
    output: 'plugin/dist/plugin.json',
    sources: [
      'plugin/src',
      'plugin/.config',
      'plugin/webpack.config.ts',
      'plugin/tsconfig.json',
      'plugin/package.json',
      'plugin/CHANGELOG.md',
      'plugin/LICENSE',
      'conventions/src',
      'records/src',
      'delta/src',
      'audit-chain/src',
      'package-lock.json',
    ],
    workspace: 'plugin',
    command: { package: 'webpack', args: ['-c', './webpack.config.ts', '--env', 'production'] },
  },
  {
    name: 'workbench',
    output: 'standalone/dist/workbench/index.html',
    sources: ['standalone/workbench-page', 'standalone/package.json', 'package-lock.json'],
    workspace: 'standalone',
    command: { package: 'vite', args: ['build', '--config', 'workbench-page/vite.config.ts'] },
  },
];
