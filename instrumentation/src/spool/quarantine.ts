import { mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SendLogs } from './send-outcome.ts';
import { syncDirectory } from './sync-directory.ts';

const REQUEST = '.otlp';
const UNFINISHED = '.unfinished';
const REASON = '.reason.txt';

/** Files of requests with one record each that the Collector has refused for good. */
export class Quarantine {
  private readonly directory: string;
  private readonly nextName: () => string;

  /** `nextName` makes names that sort by time. */
  constructor(directory: string, nextName: () => string) {
    this.directory = directory;
    this.nextName = nextName;
  }

  /** Keeps a request, with the reason beside it, so that a power cut leaves both. Returns the file's path. */
  async keep(request: Uint8Array, reason: string): Promise<string> {
    await mkdir(this.directory, { recursive: true });
    const path = join(this.directory, this.nextName());
    await writeFile(path + REASON, `${reason}\n`);
    // Under its name it is whole: half a request would be sent again for ever.
    await writeFile(path + UNFINISHED, request, { flush: true });
    await rename(path + UNFINISHED, path + REQUEST);
    await syncDirectory(this.directory);
    await syncDirectory(dirname(this.directory));
    return path + REQUEST;
  }

  /** Sends every kept request again, oldest first, and forgets those that are accepted. Returns how many were. */
  async retry(send: SendLogs): Promise<number> {
    let accepted = 0;
    for (const name of await this.list()) {
      const path = join(this.directory, name);
      const outcome = await send(await readFile(path));
      if (outcome.kind === 'retryable') break;
      if (outcome.kind !== 'sent') continue;
      await unlink(path);
      await unlink(path.slice(0, -REQUEST.length) + REASON).catch(() => {});
      accepted++;
    }
    return accepted;
  }

  /** Names of the kept requests. */
  async list(): Promise<string[]> {
    const names = await readdir(this.directory).catch(() => []);
    return names.filter((name) => name.endsWith(REQUEST)).sort();
  }
}
