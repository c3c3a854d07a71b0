// `npm start`: installs and builds what is missing, then serves everything on this machine.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, programEnvironment, root } from './prepare.mjs';

try {
  const node = await prepare();
  const program = join(root, 'standalone', 'src', 'main.ts');
  const child = spawn(
    node,
    ['--conditions=@botscope/source', '--disable-warning=ExperimentalWarning', program, ...process.argv.slice(2)],
    {
      cwd: root,
      env: programEnvironment(node),
      stdio: 'inherit',
    },
  );
  // The terminal sends Ctrl-C to the child as well: it ends by itself, and we after it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
} catch (error) {
  console.error(`\nBotscope could not start: ${error.message}`);
  process.exit(1);
}
