import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createTestDirectory } from './test-directory.ts';

/** An example that runs as its reader would run it, recording into a test's collector. Ended with the test. */
export class ExampleProcess {
  output = '';
  private readonly child: ChildProcess;
  private readonly exited: Promise<number | null>;
  private waiting: (() => void)[] = [];

  /** `name`: file in `examples/`, without `.ts`. */
  constructor(name: string, collectorUrl: string, environment: Readonly<Record<string, string>> = {}) {
    const file = fileURLToPath(new URL(`../../examples/${name}.ts`, import.meta.url));
    this.child = spawn(process.execPath, ['--conditions=@botscope/source', file], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl,
        BOTSCOPE_SPOOL_DIR: createTestDirectory(),
        ...environment,
      },
    });
    const onData = (chunk: Buffer): void => {
      this.output += chunk.toString();
      this.wake();
    };
    this.child.stdout?.on('data', onData);
    this.child.stderr?.on('data', onData);
    this.exited = new Promise((resolve) =>
      this.child.on('exit', (code) => {
        resolve(code);
        this.wake();
      }),
    );
    onTestFinished(async () => {
      this.child.kill('SIGKILL');
      await this.exited;
    });
  }

  /** What follows `words` in the output, up to the end of the line. Rejects with the output when the example ends before. */
  async line(words: string): Promise<string> {
    for (;;) {
      const rest = this.output.split(words)[1];
      if (rest?.includes('\n') === true) return (rest.split('\n')[0] ?? '').trim();
      if (this.child.exitCode !== null) throw new Error(`The example ended:\n${this.output}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Ends it as an operator would; resolves with the exit code. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exited;
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
