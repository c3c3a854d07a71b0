// Programs as children of this process.
import { spawn } from 'node:child_process';

const PARENT_CHECK_MILLIS = 500;
/** What started this process; another one once that is gone, which may be during an installation. */
const PARENT = process.ppid;

/**
 * Runs a program to its end, its output in the terminal or, when quiet, only in the error.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean}} options
 * @returns {Promise<void>}
 * @throws Error that names the command when it fails.
 */
export function runToEnd(program, args, { cwd, env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const out = quiet ? 'pipe' : 'inherit';
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', out, out] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${[program, ...args].join(' ')} ended with ${signal ?? code}\n${output}`.trimEnd()));
    });
  });
}

/**
 * Runs a program in the terminal for as long as it likes. It is told to end as this process is, and notices by its IPC
 * channel when this process is killed; this process goes on until it has ended.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, endWithParent?: boolean}} options `endWithParent`: it is also told to end
 *   when the process that started this one is gone.
 * @returns {Promise<number>} Its exit code; 1 when a signal ended it.
 */
export function runAlongside(program, args, { cwd, env, endWithParent = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    // After a Ctrl-C the terminal has told it already; it takes no harm from being told twice.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    if (endWithParent) onParentGone(() => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function onParentGone(action) {
  const check = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(check);
    action();
  }, PARENT_CHECK_MILLIS);
  check.unref();
}
