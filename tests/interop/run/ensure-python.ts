import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const requirements = fileURLToPath(new URL('../requirements.txt', import.meta.url));
const cache = fileURLToPath(new URL('../../../.cache/interop/', import.meta.url));
const OLDEST_MINOR = 10;

function run(program: string, args: readonly string[]): { readonly ok: boolean; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(program, [...args], { encoding: 'utf8' });
  return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}`.trim() };
}

/** The version of the Python that is installed, such as `3.11.7`. @throws Error that says what to install */
function findPython(): string {
  const { ok, output } = run('python3', ['-c', 'import platform; print(platform.python_version())']);
  const [major = 0, minor = 0] = output.split('.').map(Number);
  if (ok && major === 3 && minor >= OLDEST_MINOR) return output;
  const found = ok ? `; this is ${output}` : ' as python3';
  throw new Error(`The foreign emitters need Python 3.${OLDEST_MINOR} or later${found}.`);
}

/** @throws Error that says what to install */
function createEnvironment(directory: string): void {
  const created = run('python3', ['-m', 'venv', directory]);
  if (!created.ok) {
    throw new Error(
      `python3 -m venv failed: install Python's venv (on Debian and Ubuntu the package python3-venv).\n${created.output}`,
    );
  }
  const python = join(directory, 'bin/python');
  const installed = run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--requirement', requirements]);
  if (!installed.ok) {
    throw new Error(
      `pip could not install tests/interop/requirements.txt: is a package index reachable?\n${installed.output}`,
    );
  }
}

/**
 * The Python of an environment with exactly the packages of `requirements.txt`, made on first use below
 * `.cache/interop/`.
 * @throws Error that says what to install
 */
export function ensurePython(): string {
  const version = findPython();
  const hash = createHash('sha256').update(`${platform()} ${arch()} ${version}\0`).update(readFileSync(requirements));
  const directory = join(cache, hash.digest('hex').slice(0, 16));
  const python = join(directory, 'bin/python');
  if (existsSync(python)) return python;
  console.log(`Installing the Python packages of tests/interop/requirements.txt into ${directory} (once)`);
  const unfinished = `${directory}.${process.pid}`;
  mkdirSync(dirname(directory), { recursive: true });
  try {
    createEnvironment(unfinished);
    renameSync(unfinished, directory);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return python;
}
