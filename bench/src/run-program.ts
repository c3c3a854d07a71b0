import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs a measuring program of `src/programs/` in a process of its own and gives what it sent over IPC.
 * @throws Error when it ends without an answer.
 */
export function runProgram<Answer>(
  name: string,
  args: readonly string[] = [],
  environment: Record<string, string> = {},
  nodeArguments: readonly string[] = [],
): Promise<Answer> {
  return runFile(fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url)), args, environment, nodeArguments);
}

/** The same for any file. */
export function runFile<Answer>(
  file: string,
  args: readonly string[],
  environment: Record<string, string> = {},
  nodeArguments: readonly string[] = [],
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(file, args, {
      env: { ...process.env, ...environment },
      // Options only: the code of a `node --eval` would run in every child, and start its own.
      execArgv: [
        ...process.execArgv.filter((argument) => /^--(conditions|expose-gc)/.test(argument)),
        ...nodeArguments,
      ],
    });
    let answer: Answer | undefined;
    child.on('message', (message) => (answer = message as Answer));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0 && answer !== undefined) resolve(answer);
      else reject(new Error(`${file} ended with ${code} and ${answer === undefined ? 'no' : 'an'} answer`));
    });
  });
}
