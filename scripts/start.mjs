// `npm start`: installs and builds what is missing, then serves everything on this machine.
import { join } from 'node:path';
import { prepare, programEnvironment, root } from './prepare.mjs';
import { runAlongside } from './run-program.mjs';

try {
  const node = await prepare();
  const program = join(root, 'standalone', 'src', 'main.ts');
  const args = ['--conditions=@botscope/source', '--disable-warning=ExperimentalWarning', program];
  process.exitCode = await runAlongside(node, [...args, ...process.argv.slice(2)], {
    cwd: root,
    env: programEnvironment(node),
    // npm runs this in a shell, which keeps a SIGTERM to itself and is gone then.
    endWithParent: process.env.npm_lifecycle_event !== undefined,
  });
} catch (error) {
  console.error(`\nBotscope could not start: ${error.message}`);
  process.exitCode = 1;
}
