import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { STACK_VARIABLES } from './configuration.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

describe('npm run stack', () => {
  it('says which Go it needs and what works without, where there is none', () => {
    const directory = mkdtempSync(join(tmpdir(), 'botscope-stack-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const dataDirectory = join(directory, 'data');
    const { status, stderr } = spawnSync(process.execPath, ['--conditions=@botscope/source', here('main.ts')], {
      env: { PATH: directory, BOTSCOPE_DATA_DIR: dataDirectory },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/Botscope could not start.*install Go 1\.\d+\.\d+ or later/);
    expect(stderr).toContain('npm start runs the same product without');
    expect(existsSync(dataDirectory)).toBe(false);
  });
});

describe('README.md', () => {
  it.each(STACK_VARIABLES.map(({ name, defaultText }) => [name, defaultText ?? 'none']))(
    'names %s and its default %s',
    (name, defaultText) => {
      const row = readFileSync(here('README.md'), 'utf8')
        .split('\n')
        .find((line) => line.includes(`\`${name}\``));
      expect(row).toContain(defaultText);
    },
  );
});
