import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { narrowCapturePolicy, type CapturePolicy } from '@botscope/conventions';

/** A policy with the entity tag that it came with. */
export interface KnownCapturePolicy {
  readonly policy: CapturePolicy;
  readonly etag: string | undefined;
}

/** The last known policy of a spool directory, for a start without a sidecar. */
export interface CapturePolicyFile {
  /** Undefined where there is none. @throws Error for a file that is damaged or cannot be read. */
  read(): KnownCapturePolicy | undefined;
  /** Replaces it whole, or leaves it as it was. */
  write(known: KnownCapturePolicy): Promise<void>;
}

/** The file of a spool directory. */
export function createCapturePolicyFile(spoolDirectory: string): CapturePolicyFile {
  const path = join(spoolDirectory, 'capture-policy.json');
  return {
    read: () => {
      const text = readText(path);
      return text === undefined ? undefined : parseKnown(text, path);
    },
    write: async (known) => {
      const beside = `${path}.${process.pid}.new`;
      await writeFile(beside, JSON.stringify(known), { mode: 0o600, flush: true });
      await rename(beside, path);
    },
  };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseKnown(text: string, path: string): KnownCapturePolicy {
  const damaged = (): Error => new Error(`${path} is damaged and ignored.`);
  let content: Readonly<Record<string, unknown>> | null;
  try {
    content = JSON.parse(text) as typeof content;
  } catch {
    throw damaged();
  }
  const policy = narrowCapturePolicy(content?.['policy']);
  if (policy === undefined) throw damaged();
  const etag = content?.['etag'];
  return { policy, etag: typeof etag === 'string' ? etag : undefined };
}
