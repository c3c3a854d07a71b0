// `npm start`: installs and builds what is missing, then serves everything on this machine.
import { serveProgram } from './serve-program.mjs';

try {
  process.exitCode = await serveProgram('standalone/src/main.ts', process.argv.slice(2));
} catch (error) {
  console.error(`\nBotscope could not start: ${error.message}`);
  process.exitCode = 1;
}
