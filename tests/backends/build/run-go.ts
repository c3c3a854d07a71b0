import { spawn, spawnSync } from 'node:child_process';
import { setPriority } from 'node:os';

/** Go release that the modules of Loki and of the Collector ask for. */
const OLDEST_GO = [1, 26, 5] as const;

function isOldEnough(version: readonly number[]): boolean {
  for (const [index, wanted] of OLDEST_GO.entries()) {
    const found = version[index] ?? 0;
    if (found !== wanted) return found > wanted;
  }
  return true;
}

/**
 * The version of the Go that is installed, such as `go1.26.8`.
 * @throws Error that says what to install when there is none, or an older one than the modules ask for.
 */
export function findGo(): string {
  const { stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  const version = (stdout ?? '').trim();
  if (!/^go[0-9]/.test(version)) {
    throw new Error(`Loki and the Collector are built with Go: install Go ${OLDEST_GO.join('.')} or later.`);
  }
  if (!isOldEnough(version.slice(2).split('.').map(Number))) {
    throw new Error(
      `Go ${OLDEST_GO.join('.')} or later is needed to build Loki and the Collector; this is ${version}.`,
    );
  }
  return version;
}

/** Runs `go` in a directory, behind everything else that the machine does. Rejects with the end of its output. */
export function runGo(args: readonly string[], directory: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('go', [...args], {
      cwd: directory,
      env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOWORK: 'off' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (child.pid !== undefined) setPriority(child.pid, 19);
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`go ${args.join(' ')} ended with ${code}:\n${output}`));
    });
  });
}
