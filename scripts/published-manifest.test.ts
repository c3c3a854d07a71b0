import { describe, expect, it } from 'vitest';
import { listEntrySources, toPublishedManifest } from './published-manifest.mjs';

const MANIFEST = {
  name: '@botscope/x',
  version: '1.2.3',
  private: true,
  license: 'Apache-2.0',
  type: 'module',
  exports: {
    '.': { '@botscope/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    './node': { '@botscope/source': './src/node/index.ts', types: './dist/n.d.ts', default: './dist/n.js' },
  },
  dependencies: { '@botscope/y': '1.2.3' },
  devDependencies: { express: '5.0.0' },
};

describe('toPublishedManifest', () => {
  it('leaves out what only this repository needs', () => {
    const published = toPublishedManifest(MANIFEST);
    expect(JSON.stringify(published)).not.toContain('@botscope/source');
    expect(published).not.toHaveProperty('private');
    expect(published).not.toHaveProperty('devDependencies');
    expect(published).toMatchObject({
      name: '@botscope/x',
      version: '1.2.3',
      dependencies: { '@botscope/y': '1.2.3' },
    });
  });

  it('keeps every entry, types first', () => {
    const { exports } = toPublishedManifest(MANIFEST);
    expect(Object.keys(exports)).toEqual(['.', './node', './package.json']);
    expect(Object.entries(exports['.'] ?? {})).toEqual([
      ['types', './dist/index.d.ts'],
      ['default', './dist/index.js'],
    ]);
  });
});

describe('listEntrySources', () => {
  it('names the source of every entry', () => {
    expect(listEntrySources(MANIFEST)).toEqual(['./src/index.ts', './src/node/index.ts']);
  });
});
