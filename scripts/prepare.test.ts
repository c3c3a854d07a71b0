import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { binOf, programEnvironment, toNpmCommand } from './prepare.mjs';

describe('toNpmCommand', () => {
  it('takes the npm that runs it, with this Node', () => {
    const environment = { npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js' };
    expect(toNpmCommand(['ci'], environment)).toEqual([
      process.execPath,
      ['/usr/lib/node_modules/npm/bin/npm-cli.js', 'ci'],
    ]);
  });

  it.each([{}, { npm_execpath: '/usr/bin/yarn.js' }])(
    'takes the npm of the path when npm does not run it',
    (environment) => {
      expect(toNpmCommand(['ci'], environment)).toEqual(['npm', ['ci']]);
    },
  );
});

describe('binOf', () => {
  it.each([
    ['vite', undefined],
    ['typescript', 'tsc'],
    ['dependency-cruiser', 'depcruise'],
    ['@playwright/test', 'playwright'],
  ])('finds the file of %s', (packageName, command) => {
    expect(existsSync(binOf(packageName, command))).toBe(true);
  });
});

describe('programEnvironment', () => {
  it('puts the directory of the Node first into the path', () => {
    expect(programEnvironment('/opt/node24/bin/node').PATH).toMatch(/^\/opt\/node24\/bin[:;]/);
  });
});
