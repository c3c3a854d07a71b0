import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Where a foreign program sends to, and by what protocol. */
export interface Destination {
  /** `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly endpoint: string;
  readonly protocol: 'http/protobuf' | 'grpc';
}

/** A program of `python/` and what it is told. */
export interface Emitter {
  /** File in `python/`. */
  readonly file: string;
  /** `service.name` of what it sends. */
  readonly service: string;
  readonly args: readonly string[];
}

const TIMEOUT_MILLIS = 60_000;

/**
 * Runs a program to its end and gives what it printed, trimmed. Its settings are the SDK's own variables.
 * @throws Error with its output when it fails, also when only its exporter complained
 */
export async function runEmitter(
  python: string,
  emitter: Emitter,
  { endpoint, protocol }: Destination,
): Promise<string> {
  const file = fileURLToPath(new URL(`../python/${emitter.file}`, import.meta.url));
  const child = spawn(python, [file, ...emitter.args], {
    env: {
      ...process.env,
      OTEL_SERVICE_NAME: emitter.service,
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=sandbox',
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_EXPORTER_OTLP_INSECURE: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MILLIS,
  });
  let printed = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0 && complaints === '') return printed.trim();
  throw new Error(`${emitter.file} ended with ${code}:\n${printed}${complaints}`);
}
