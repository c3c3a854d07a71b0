import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** An OTLP endpoint in a process of its own, which accepts everything. */
export interface Sink {
  readonly url: string;
  close(): void;
}

/** Starts a {@link Sink}. */
export function startSink(): Promise<Sink> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./programs/sink.ts', import.meta.url)));
    child.once('error', reject);
    child.once('message', (message) => resolve({ ...(message as { url: string }), close: () => child.kill() }));
  });
}
