import { watchDisk, type DiskCall } from './watch-disk.ts';

/** How a disk fails: the code of the error that a call ends with, or undefined where it works. */
export type DiskFault = (call: DiskCall) => string | undefined;

/** A disk that fails as it is told. */
export class FaultyDisk {
  /** Calls that have failed since the fault was set. */
  hits = 0;
  private fault: DiskFault = () => undefined;

  /** Watches a directory; `release` ends that. */
  static async create(root: string): Promise<{ readonly disk: FaultyDisk; readonly release: () => void }> {
    const disk = new FaultyDisk();
    const release = await watchDisk(root, { before: (call) => disk.before(call), after: () => undefined });
    return { disk, release };
  }

  /** Fails from now on; without a fault it works. */
  fail(fault: DiskFault = () => undefined): void {
    this.fault = fault;
    this.hits = 0;
  }

  private before(call: DiskCall): void {
    const code = this.fault(call);
    if (code === undefined) return;
    this.hits++;
    throw Object.assign(new Error(`${code}: as told, ${call.name}`), { code });
  }
}

const WRITES = ['handle.write', 'handle.writev', 'writeFile', 'mkdir'];
const CREATES = ['w', 'wx', 'a'];

/** Whether a call needs space on the disk. */
export function takesSpace({ name, option }: DiskCall): boolean {
  return WRITES.includes(name) || (name === 'open' && CREATES.includes(String(option)));
}
