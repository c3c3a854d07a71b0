// A program that serves until it is told to end, run by `npm start` or another verb.
import { prepare, programEnvironment, root } from './prepare.mjs';
import { runAlongside } from './run-program.mjs';

/**
 * Installs and builds what is missing, then runs a program of the repository in the terminal until it ends.
 * @param {string} file From the repository's root.
 * @param {readonly string[]} args
 * @returns {Promise<number>} Its exit code.
 */
export async function serveProgram(file, args) {
  const node = await prepare();
  return runAlongside(node, ['--conditions=@botscope/source', '--disable-warning=ExperimentalWarning', file, ...args], {
    cwd: root,
    env: programEnvironment(node),
    // npm runs this in a shell, which keeps a SIGTERM to itself and is gone then.
    endWithParent: process.env.npm_lifecycle_event !== undefined,
  });
}
